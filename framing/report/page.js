// Shows what a mark says on hover, focus and tap, and makes each article one tab stop. Nothing is written into this
// script: what it shows is copied from the list of marks in the page, so that its checksum never changes.
(() => {
  "use strict";
  const box = document.createElement("div");
  box.id = "framing-box";
  box.className = "box";
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  document.querySelector("main").append(box);

  let shown = null;
  let pinned = false;
  let timer = 0;

  const isOff = (mark) => getComputedStyle(mark).getPropertyValue("--off").trim() === "1";
  const stops = (text) => [...text.querySelectorAll("mark:not(.again)")].filter((mark) => !isOff(mark));

  const place = () => {
    if (!shown) return;
    const line = shown.getClientRects()[0];
    if (!line) return;
    const left = Math.min(line.left, document.documentElement.clientWidth - box.offsetWidth - 8);
    const below = line.bottom + 14;
    const top = below + box.offsetHeight < innerHeight ? below : line.top - box.offsetHeight - 8;
    box.style.left = `${Math.max(8, left)}px`;
    box.style.top = `${Math.max(8, top)}px`;
  };

  const hide = () => {
    clearTimeout(timer);
    if (shown) document.querySelectorAll("mark.on").forEach((mark) => mark.classList.remove("on"));
    shown = null;
    pinned = false;
    box.hidden = true;
  };

  const show = (mark) => {
    if (shown !== mark) hide();
    clearTimeout(timer);
    const prefix = mark.closest(".framing-text").dataset.prefix;
    const list = document.createElement("ul");
    const taken = new Set();
    for (let one = mark; one; one = one.parentElement.closest("mark")) {
      if (isOff(one)) continue;
      for (const number of one.dataset.n.split(" ")) {
        const row = document.getElementById(`${prefix}e${number}`);
        if (!row || taken.has(number)) continue;
        taken.add(number);
        const copy = row.cloneNode(true);
        copy.removeAttribute("id");
        list.append(copy);
      }
    }
    if (!taken.size) return;
    const sentence = mark.closest(".s");
    const scores = sentence && document.getElementById(`${prefix}r${sentence.dataset.s}`);
    box.replaceChildren(list);
    if (scores) {
      const copy = scores.cloneNode(true);
      copy.removeAttribute("id");
      box.append(copy);
    }
    shown = mark;
    box.hidden = false;
    const own = mark.dataset.n;
    for (const part of mark.closest(".framing-text").querySelectorAll("mark")) {
      if (part.dataset.n === own) part.classList.add("on");
    }
    place();
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const focused = document.activeElement && document.activeElement.closest(".framing-text mark");
      if (pinned) return;
      if (focused && focused.matches(":focus-visible") && !isOff(focused)) show(focused);
      else hide();
    }, 250);
  };

  const enter = (mark) => {
    if (mark && !isOff(mark) && !pinned) show(mark);
  };
  // The innermost visible mark under the pointer; an unticked one lets its surroundings speak.
  const under = (target) => {
    let mark = target instanceof Element ? target.closest(".framing-text mark") : null;
    while (mark && isOff(mark)) mark = mark.parentElement.closest("mark");
    return mark;
  };

  const rove = (text) => {
    const all = stops(text);
    const current = text.querySelector('mark[tabindex="0"]');
    if (current && all.includes(current)) return;
    if (current) current.tabIndex = -1;
    if (all.length) all[0].tabIndex = 0;
  };

  const texts = [...document.querySelectorAll(".framing-text")];
  for (const text of texts) {
    for (const mark of text.querySelectorAll("mark")) {
      mark.removeAttribute("title");
      if (mark.classList.contains("again")) continue;
      mark.tabIndex = -1;
      mark.setAttribute("aria-describedby", box.id);
    }
    rove(text);
    text.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return;
      const mark = under(event.target);
      if (mark) enter(mark);
      else if (shown) later();
    });
    text.addEventListener("pointerleave", later);
    text.addEventListener("focusin", (event) => {
      const mark = under(event.target);
      if (mark) show(mark);
    });
    text.addEventListener("focusout", later);
    text.addEventListener("click", (event) => {
      const mark = under(event.target);
      if (!mark) return;
      const again = pinned && shown === mark;
      hide();
      if (again) return;
      show(mark);
      pinned = true;
    });
    text.addEventListener("keydown", (event) => {
      const mark = event.target.closest("mark");
      if (!mark || event.altKey || event.ctrlKey || event.metaKey) return;
      const all = stops(text);
      const at = all.indexOf(mark);
      const to = {
        ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1,
      }[event.key];
      if (to === undefined || !all[to]) return;
      event.preventDefault();
      mark.tabIndex = -1;
      all[to].tabIndex = 0;
      pinned = false;
      all[to].focus();
    });
  }
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", later);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".framing-text mark, .box")) hide();
  });
  document.addEventListener("change", () => {
    hide();
    texts.forEach(rove);
  });
  addEventListener("scroll", place, { passive: true });
  addEventListener("resize", place, { passive: true });
})();
