// What axe does not look at. Each function runs in the page and returns findings: {rule, message, where}.

// WCAG 1.4.10: no scrolling in two directions. Nothing stands out of the window, but in a region that scrolls itself.
export function reflow() {
  const name = (element) => element.tagName.toLowerCase() + (element.id ? `#${element.id}` : "");
  const root = document.documentElement;
  const found = [];
  const over = root.scrollWidth - root.clientWidth;
  if (over > 0) found.push({ rule: "reflow", message: `the page is ${over} px wider than the window`, where: "" });
  const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  const visit = (element) => {
    const style = getComputedStyle(element);
    if (style.display === "none" || ["absolute", "fixed"].includes(style.position)) return; // the skip link waits outside
    const box = element.getBoundingClientRect();
    if (box.width > 1 && (box.right > root.clientWidth + 1 || box.left < -1))
      found.push({ rule: "reflow", message: "the element stands out of the window", where: name(element) });
    else if (!scrolls(element)) for (const child of element.children) visit(child);
  };
  visit(document.body);
  return found.slice(0, 3);
}

// WCAG 2.4.7 and 2.1.1: whatever takes the focus shows it; whatever scrolls takes the focus.
export function focus() {
  const name = (element) => element.tagName.toLowerCase() + (element.id ? `#${element.id}` : ` "${element.textContent.trim().slice(0, 30)}"`);
  const found = [];
  const look = (element) => {
    const style = getComputedStyle(element);
    const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    return { outline, rest: [style.boxShadow, style.backgroundColor, style.borderColor, style.textDecoration].join("|") };
  };
  const able = 'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])';
  for (const element of document.querySelectorAll(able)) {
    if (element.getClientRects().length === 0) continue;
    element.blur();
    const before = look(element);
    element.focus({ preventScroll: true });
    const after = look(element);
    if (document.activeElement !== element)
      found.push({ rule: "focusable", message: "the element does not take the focus", where: name(element) });
    else if (!after.outline && after.rest === before.rest)
      found.push({ rule: "focus-visible", message: "nothing shows that the element has the focus", where: name(element) });
    element.blur();
  }
  for (const element of document.querySelectorAll("body *")) {
    const style = getComputedStyle(element);
    const wide = ["auto", "scroll"].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const high = ["auto", "scroll"].includes(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
    if ((wide || high) && element.tabIndex < 0)
      found.push({ rule: "scroll-region", message: "the region scrolls, and the keyboard cannot reach it", where: name(element) });
  }
  return found.slice(0, 9);
}

// WCAG 1.4.12: with wide spacing nothing is cut off, nothing grows out of its box, nothing lies over something else.
export function spacing() {
  const name = (element) => element.tagName.toLowerCase() + (element.id ? `#${element.id}` : ` "${element.textContent.trim().slice(0, 30)}"`);
  const boxes = [...document.querySelectorAll("body *")].filter((element) => element.clientHeight > 1 && element.clientWidth > 1);
  const over = (element) => {
    const scrolls = ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
    const wide = scrolls ? 0 : element.scrollWidth - element.clientWidth;
    return [wide, element.scrollHeight - element.clientHeight];
  };
  const before = boxes.map(over);
  const sheet = document.createElement("style");
  sheet.textContent =
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }" +
    "p { margin-bottom: 2em !important }";
  document.head.append(sheet);
  const found = [];
  boxes.forEach((element, index) => {
    const [wide, high] = over(element);
    // A raised figure stands out of its line by a few pixels, and by a few more in wide spacing.
    if (wide > before[index][0] + 2 || high > before[index][1] + 4)
      found.push({ rule: "text-spacing", message: "the text grows out of its box", where: name(element) });
  });
  const blocks = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6, p, li, dt, dd, th, td, figcaption, caption, pre")]
    .filter((element) => element.getClientRects().length)
    .filter((element) => getComputedStyle(element).position === "static" && getComputedStyle(element).display !== "inline");
  for (let index = 1; index < blocks.length; index++) {
    const [one, two] = [blocks[index - 1], blocks[index]];
    if (one.contains(two) || one.closest(".scroll") !== two.closest(".scroll")) continue;
    const [a, b] = [one.getBoundingClientRect(), two.getBoundingClientRect()];
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 2 && high > 2)
      found.push({ rule: "text-spacing", message: `the text lies over that of ${name(one)}`, where: name(two) });
  }
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth)
    found.push({ rule: "text-spacing", message: `the page is ${page.scrollWidth - page.clientWidth} px wider than the window`, where: "" });
  sheet.remove();
  return found.slice(0, 6);
}

// WCAG 2.1.1 and 2.1.2: the Tab key reaches everything, in the order of the page, and leaves it again.
export async function tabs(page, most = 60) {
  const found = await tabThrough(page, most);
  await page.evaluate(() => {
    document.activeElement?.blur(); // the skip link goes away again
    scrollTo(0, 0);
  });
  return found;
}

async function tabThrough(page, most) {
  const count = await page.evaluate(() => {
    const able = 'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])';
    window.chanceryAble = [...document.querySelectorAll(able)].filter((element) => element.getClientRects().length);
    return window.chanceryAble.length;
  });
  for (let index = 0; index < Math.min(count, most); index++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => window.chanceryAble.indexOf(document.activeElement));
    if (at !== index)
      return [{ rule: "tab-order", message: `Tab ${index + 1} leads to element ${at + 1} of those that take the focus`, where: "" }];
  }
  return [];
}

// axe cannot tell the ground of what a scrolling region hides. This brings each such element into view, and looks again.
export async function decide(options) {
  const first = await window.axe.run(options);
  const results = [{ violations: first.violations, incomplete: [] }];
  for (const rule of first.incomplete)
    for (const node of rule.nodes) {
      const element = document.querySelector(node.target[0]);
      element.scrollIntoView({ block: "center", inline: "center" });
      results.push(await window.axe.run(element, options));
    }
  return results.map(({ violations, incomplete }) => ({ violations, incomplete }));
}
