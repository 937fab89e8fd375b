// Runs EPUBCheck on many books in one Java: js epubcheck.js FOLDER BOOK…  Reports go to FOLDER/0.json, 1.json, …
// Rhino shell: Packages and java are Java's own.
var folder = arguments[0];
for (var i = 1; i < arguments.length; i++) {
  var report = folder + "/" + (i - 1) + ".json";
  var checker = new Packages.com.adobe.epubcheck.tool.EpubChecker();
  checker.run([arguments[i], "--json", report, "--usage", "--quiet", "--locale", "en"]);
}
