// What a page must be for eyes, fingers and machines; gives a list of what is wrong.
(async () => {
  const wrong = [];
  const channel = (value) => { const part = value / 255; return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; };
  const light = (colour) => 0.2126 * channel(colour[0]) + 0.7152 * channel(colour[1]) + 0.0722 * channel(colour[2]);
  const read = (text) => text.match(/[\d.]+/g).map(Number);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = read(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) { return colour; }
    }
    return [255, 255, 255];
  };
  if (document.documentElement.scrollWidth > innerWidth) { wrong.push("wider than the window: " + document.documentElement.scrollWidth); }
  if (document.querySelectorAll("h1").length !== 1) { wrong.push("not one h1"); }
  if (!document.documentElement.lang) { wrong.push("no language"); }
  if (!document.querySelector("main")) { wrong.push("no main part"); }
  for (const part of document.querySelectorAll(".wide")) {
    if (part.scrollWidth > part.clientWidth + 1) { wrong.push("a table is cut: " + part.textContent.trim().slice(0, 40)); }
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.nodeValue.trim() || element.closest(".skip")) { continue; }
    const style = getComputedStyle(element);
    if (style.display === "none" || style.visibility === "hidden") { continue; }
    const [a, b] = [light(read(style.color)), light(ground(element))].sort((one, other) => other - one);
    if ((a + 0.05) / (b + 0.05) < 4.5) { wrong.push("low contrast " + ((a + 0.05) / (b + 0.05)).toFixed(2) + ": " + walker.currentNode.nodeValue.trim()); }
    if (parseFloat(style.fontSize) < 14) { wrong.push("small text: " + walker.currentNode.nodeValue.trim()); }
  }
  for (const element of document.querySelectorAll("nav a, nav span, button, footer a")) {
    const box = element.getBoundingClientRect();
    if (box.height < 36 || (box.height < 44 && !element.closest("footer"))) { wrong.push("hard to tap: " + element.textContent + " " + box.height); }
  }
  for (const element of document.querySelectorAll("svg, img")) {
    const named = element.getAttribute("aria-label") || element.getAttribute("alt");
    if (!named && element.getAttribute("aria-hidden") !== "true") { wrong.push("a picture without words"); }
  }
  const shifts = await new Promise((done) => {
    let sum = 0;
    const observer = new PerformanceObserver((list) => { for (const one of list.getEntries()) { sum += one.value; } });
    observer.observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
  });
  if (shifts > 0) { wrong.push("things moved while it loaded: " + shifts); }
  return wrong;
})()
