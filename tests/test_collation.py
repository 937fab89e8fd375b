"""Lists of countries in the order of their language, as CLDR has it."""

from __future__ import annotations

import random

import pytest

from pipeline.collation import key

ORDERS = {
    "en": "Åland Islands|Albania|Congo|Côte d’Ivoire|Croatia|Zimbabwe",
    "sv": "Algeriet|Jemen|Syrien|Zimbabwe|Åland|Österrike",
    "da": "Albanien|Yemen|Zimbabwe|Østrig|Åland",
    "fi": "Alankomaat|Viro|Zimbabwe|Åland",
    "de": "Afghanistan|Ägypten|Albanien|Äthiopien|Oman|Österreich|Pakistan|Turkei|Türkei",
    "de-u-co-phonebk": "Ägypten|Äthiopien|Afghanistan|Albanien|Österreich|Oman|Pakistan",
    "es": "Chad|Chile|Congo|Nicaragua|Noruega|Nueva Zelanda|Ñandú|Omán",
    "es-u-co-trad": "Congo|Cuba|Chad|Chile|Dinamarca|Letonia|Lituania|Llanura|México",
    "fr": "cote|Cote|coté|côte|Danemark|Égypte|Équateur|Espagne|États-Unis|Éthiopie|Finlande",
    "fr-CA": "cote|côte|coté|côté",
    "cs": "Belgie|Čad|Česko|Čína|Dánsko|Finsko|Chile|Chorvatsko|Indie|Rusko|Řecko|Švédsko",
    "tr": "Cezayir|Çad|Çin|Fransa|Hırvatistan|Hindistan|Irak|İran|İtalya|Umman|Ürdün|Vietnam",
    "et": "Soome|Süüria|Zimbabwe|Taani|Tšehhi|Türgi",
    "lt": "Čadas|Čekija|Danija|Indija|Ypsilonas|Irakas|Suomija|Šri Lanka",
    "hu": "Chile|Costa Rica|Csád|Csehország|Dánia|Szerbia|Szíria|Tanzánia",
    "vi": "Afghanistan|Ai Cập|Áo|Australia|Ấn Độ|Ba Lan|Đan Mạch|Ecuador|Nga",
    "ru": "Европа|Ёлка|Ива|Йемен|Кедр|Франция|Эстония|Ямайка",
    "uk": "Ефіопія|Єгипет|Ємен|Замбія|Індія|Їжак|Йорданія",
    "el": "Αζερμπαϊτζάν|Αίγυπτος|Αιθιοπία|Βέλγιο|Κατάρ|Κάτω Χώρες|Κένυα",
    "ar": "إثيوبيا|أذربيجان|إسبانيا|البرتغال|إيران|باكستان|تونس|عُمان|فرنسا",
    "fa": "آلبانی|اتریش|ایران|بلژیک|پاکستان|تونس|چین|ژاپن|فرانسه|گرجستان|مصر",
    "ur": "اٹلی|افغانستان|آسٹریا|بھارت|پاکستان|ترکیہ|ٹوگو|جاپان|چین|ڈنمارک",
    "he": "אוסטריה|איראן|ג׳מייקה|דנמרק|הודו|צ׳אד|צרפת|תאילנד",
    "hi": "अफ़गानिस्तान|इटली|ईरान|कंबोडिया|कांगो|चीन|ज़ाम्बिया|भारत|हंगरी",
    "th": "กาตาร์|เกาหลีใต้|คองโก|เคนยา|ไทย|เนปาล|ปากีสถาน|โปแลนด์|ลาว|เอสโตเนีย",
    "lo": "ກາຕາ|ເກົາຫລີໃຕ້|ຈີນ|ຊາດ|ໄທ|ເນປານ|ລາວ|ອິນເດຍ|ໄອແລນ",
    "km": "កម្ពុជា|កាតា|កេនយ៉ា|ក្រិក|ចិន|ថៃ|បារាំង|ឡាវ|អីរ៉ង់",
    "my": "ကာတာ|ကင်ညာ|ကမ္ဘောဒီးယား|ဂျပန်|ထိုင်း|မြန်မာ|လာအို|အိန္ဒိယ",
    "zh": "阿尔巴尼亚|埃及|巴西|法国|刚果|韩国|美国|日本|意大利|中国",
    "zh-Hant": "土耳其|中國|日本|印度|法國|阿曼|美國|泰國|越南|義大利",
    "zh-TW": "土耳其|中國|日本|印度|法國|阿曼|美國|泰國|越南|義大利",
    "ja": "イタリア|インド|オーストラリア|オマーン|ガーナ|カナダ|カンボジア|ハンガリー|フランス",
    "ko": "그리스|네팔|대한민국|라오스|미국|베트남|예멘|중국|프랑스",
}


@pytest.mark.parametrize("language", ORDERS)
def test_names_in_the_order_of_the_language(language: str) -> None:
    names = ORDERS[language].split("|")
    shuffled = random.Random(7).sample(names, len(names))
    assert sorted(shuffled, key=lambda name: key(name, language)) == names


@pytest.mark.parametrize("language", ["qaa", "x-own", "tlh", "zh-Hans-x-own"])
def test_a_language_that_nobody_knows_has_the_order_of_all_languages(language: str) -> None:
    names = ["Zembla", "Åland", "arcania"]
    assert sorted(names, key=lambda name: key(name, language)) == ["Åland", "arcania", "Zembla"]


def test_names_filed_in_one_place_have_one_order() -> None:
    alike = ["Co\u200dte", "Cote", "Cote\u200b", "Re\u0301union", "R\u00e9union"]
    orders = {tuple(sorted(random.Random(n).sample(alike, 5), key=lambda name: key(name, "fr"))) for n in range(20)}
    assert len(orders) == 1
    assert key("Re\u0301union", "fr")[:2] == key("R\u00e9union", "fr")[:2]
