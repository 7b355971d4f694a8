// Tells the terminal of textual.js, which begins once the page is loaded, where to connect and how large to write;
// then gives it the keys, and after its end gives them to the link that opens it again.
"use strict";

const COLUMNS = 96;
const ROWS = 28;
// Of Roboto Mono: how wide and how high a cell is, in parts of the size of its letters.
const WIDE = 0.6;
const HIGH = 1.32;

const terminal = document.getElementById("terminal");
const socket = new URL("socket", location.href);
socket.protocol = "ws:";
terminal.dataset.sessionWebsocketUrl = socket.href;
const fitting = Math.min(innerWidth / (COLUMNS * WIDE), innerHeight / (ROWS * HIGH));
terminal.dataset.fontSize = Math.max(12, Math.floor(fitting));

new MutationObserver(() => {
  const ended = document.body.classList.contains("-closed");
  if (ended) {
    // The terminal would go on telling of these, to nobody.
    window.onresize = null;
    addEventListener("blur", (event) => event.stopPropagation(), true);
  }
  const link = [...document.querySelectorAll(".words a")].find((a) => a.offsetParent !== null);
  const keys = ended ? link : document.querySelector(".xterm-helper-textarea");
  if (keys) keys.focus();
}).observe(document.body, { attributes: true, attributeFilter: ["class"] });
