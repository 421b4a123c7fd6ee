// Words of a text are selected by keyboard: left and right go from word to word, up and down from
// sentence to sentence, with Shift the selection grows or shrinks, Enter picks it. Texts are that of
// a snapshot, of which only words of the article are gone to, and the parts of a submission. Without
// this script the words are pasted.

const said = document.querySelector("[data-selected]");
const hint = document.querySelector("[data-keys]");
const form = document.querySelector("#cite, [data-review-comment]");
const LONG = 160; // characters that are read out whole; of more the first and the last words are

/** Let the keys walk in one text. */
function walked(text) {
  const away = text.dataset.outside ?? ".outside"; // elements whose words are not gone to
  let words; // that are gone to: [start, end) in UTF-16 units of the text
  let sentences; // the index of the first word of each
  let anchor = -1; // the word where the selection began, and the one where it ends
  let head = -1;

  /** The spans that are not gone to. */
  function outside() {
    const spans = [];
    let at = 0;
    const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const length = walk.currentNode.length;
      if (walk.currentNode.parentElement.closest(away)) spans.push([at, at + length]);
      at += length;
    }
    return spans;
  }

  /** The text's language; English where none is given or it is no tag. */
  function language() {
    try {
      return Intl.getCanonicalLocales(text.lang)[0];
    } catch {
      return "en";
    }
  }

  function read() {
    const whole = text.textContent;
    const spans = outside();
    const cut = (granularity) => new Intl.Segmenter(language(), { granularity }).segment(whole);
    words = [];
    for (const { segment, index } of cut("word")) {
      const [start, end] = [index, index + segment.length];
      const counts = /[\p{L}\p{N}\p{S}%‰§]/u.test(segment);
      if (counts && !spans.some(([left, right]) => left < end && start < right)) words.push([start, end]);
    }
    sentences = [];
    let first = 0;
    for (const { index } of cut("sentence")) {
      while (first < words.length && words[first][0] < index) first += 1;
      if (first < words.length && sentences.at(-1) !== first) sentences.push(first);
    }
  }

  /** Where the first key goes to: the words that were looked for, or the first of the article. */
  function begun() {
    const found = text.querySelector(".hit-now");
    if (!found) return 0;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEndBefore(found);
    const at = before.toString().length;
    return Math.max(words.findIndex(([, end]) => end > at), 0);
  }

  /** The word to go to from the head; with Shift down, the end of a sentence and not its first word. */
  function target(key, extending) {
    const last = words.length - 1;
    if (key === "Home") return 0;
    if (key === "End") return last;
    if (head < 0) return begun();
    if (key === "ArrowRight") return Math.min(head + 1, last);
    if (key === "ArrowLeft") return Math.max(head - 1, 0);
    if (key === "ArrowUp") return sentences.findLast((first) => first < head) ?? 0;
    const after = extending ? head + 1 : head;
    const next = sentences.find((first) => first > after) ?? (extending ? last + 1 : head);
    return extending ? next - 1 : next;
  }

  function point(offset) {
    const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    let at = 0;
    while (walk.nextNode()) {
      if (offset <= at + walk.currentNode.length) return [walk.currentNode, offset - at];
      at += walk.currentNode.length;
    }
    return [text, text.childNodes.length];
  }

  function show() {
    const [start, end] = [words[Math.min(anchor, head)][0], words[Math.max(anchor, head)][1]];
    getSelection().setBaseAndExtent(...point(start), ...point(end));
    const range = document.createRange();
    range.setStart(...point(words[head][0]));
    range.setEnd(...point(words[head][1]));
    const [word, view] = [range.getBoundingClientRect(), text.getBoundingClientRect()];
    const room = 2 * word.height;
    if (word.top < view.top + room) text.scrollTop -= view.top + room - word.top;
    if (word.bottom > view.bottom - room) text.scrollTop += word.bottom - view.bottom + room;
    if (word.top < 0 || word.bottom > innerHeight) scrollBy(0, word.top - innerHeight / 2);
    tell(text.textContent.slice(start, end), Math.abs(anchor - head) + 1);
  }

  function tell(selected, count) {
    const half = LONG / 2;
    const read =
      selected.length > LONG ? `${selected.slice(0, half)} … ${selected.slice(-half)}` : selected;
    const message = ngettext("Selected: %(words)s", "%(count)s words selected: %(words)s", count);
    said.textContent = interpolate(message, { count, words: read }, true);
  }

  function move(event) {
    const moves = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];
    const other = event.ctrlKey || event.metaKey || event.altKey;
    if (event.target !== text || other) return;
    if (event.key === "Enter" && head >= 0) {
      event.preventDefault();
      text.dispatchEvent(new CustomEvent("picked"));
      return;
    }
    if (!moves.includes(event.key)) return;
    if (!words) read();
    if (!words.length) return;
    event.preventDefault();
    text.dataset.keys = "yes";
    const extending = event.shiftKey && head >= 0;
    head = target(event.key, extending);
    if (!extending) anchor = head;
    show();
  }

  function byPointer() {
    delete text.dataset.keys;
    anchor = head = -1;
  }

  text.addEventListener("keydown", move);
  document.addEventListener("pointerdown", byPointer);
}

if (form && said && hint && Intl.Segmenter) {
  hint.hidden = false;
  for (const text of document.querySelectorAll("[data-text]")) {
    text.setAttribute("aria-describedby", hint.id);
    // Screen readers hand the arrow keys to an application, and to no region. What is submitted is
    // there to be read first: its parts are left to them, and their own selection fills the form.
    if (!text.dataset.part) text.setAttribute("role", "application");
    walked(text);
  }
}
