// Small comforts. Every page works without them.
(function () {
  "use strict";

  // The language switch keeps the place on the page: both languages have the same anchors.
  const link = document.querySelector(".site-switch");
  if (link) {
    const plain = link.getAttribute("href");
    const follow = () => link.setAttribute("href", plain + location.hash);
    follow();
    window.addEventListener("hashchange", follow);
  }

  // A link into a closed box opens it; so does printing.
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let box = target; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
    if (target) target.scrollIntoView();
  };
  if (location.hash) reveal();
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details").forEach((box) => { box.open = true; });
  });
})();
