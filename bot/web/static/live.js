// Keeps a page up to date while it is open. Without it the page is whole, and shows how things stood when it was asked for.
"use strict";
(function () {
  var where = document.querySelector("[data-events]");
  if (!where || !window.EventSource) { return; }
  var source = new EventSource(where.getAttribute("data-events"));
  function show(event) {
    var parts = JSON.parse(event.data);
    Object.keys(parts).forEach(function (name) {
      var part = document.querySelector('[data-live="' + name + '"]');
      if (part) { part.innerHTML = parts[name]; }
    });
  }
  source.addEventListener("portfolio:update", show);
  source.addEventListener("trade:new", show);
  // Stopped, revoked or over: the page says what the address says from now on.
  source.addEventListener("gone", function () { source.close(); location.reload(); });
}());
