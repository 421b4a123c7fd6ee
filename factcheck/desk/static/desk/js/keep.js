// What was typed into the draft and not saved survives a citation, a search, a sign-in and a closed
// page: it is kept in this tab's storage until a page shows that it is what was saved.

const form = document.querySelector("form[data-keep]");
const said = document.querySelector("[data-kept]");
const leave = document.querySelector("[data-leave]");
const { keep: key, page, refused } = form.dataset;
const fields = [...form.elements].filter((field) => field.name && field.type !== "hidden");
const quiet = said.textContent;

function typed() {
  const told = {};
  for (const field of fields) {
    if (field.type === "radio") {
      if (field.checked) told[field.name] = field.value;
    } else told[field.name] = field.type === "checkbox" ? field.checked : field.value.trim();
  }
  return told;
}

function put(told) {
  for (const field of fields) {
    if (!(field.name in told)) continue;
    if (field.type === "radio") field.checked = field.value === told[field.name];
    else if (field.type === "checkbox") field.checked = told[field.name];
    else field.value = told[field.name];
  }
}

const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
// A refused form holds what was typed: what was saved is what it was typed over.
const saved = refused === undefined ? JSON.stringify(typed()) : (kept?.saved ?? "");

function unsaved(sentence) {
  said.textContent = sentence;
  leave.hidden = false;
}

function drop() {
  sessionStorage.removeItem(key);
  said.textContent = quiet;
  leave.hidden = true;
  document.querySelector("[data-older]")?.remove();
}

function keep() {
  const now = JSON.stringify(typed());
  if (now === saved) {
    drop();
    return;
  }
  sessionStorage.setItem(key, JSON.stringify({ saved, now }));
  document.querySelector("[data-older]")?.remove();
  unsaved("Not saved yet.");
}

function line(list, label, words) {
  const [name, told] = [document.createElement("dt"), document.createElement("dd")];
  name.textContent = label;
  told.textContent = words;
  list.append(name, told);
}

// Somebody else saved meanwhile: their words stay in the form, ours stand above it.
function show(told) {
  const older = document.querySelector("template[data-older-words]").content.cloneNode(true);
  const list = older.querySelector("dl");
  const now = typed();
  for (const field of fields) {
    const mine = told[field.name];
    if (mine === undefined || mine === now[field.name]) continue;
    const label = field.labels[0].textContent;
    if (field.type !== "radio") line(list, label, mine === true ? "yes" : mine || "–");
    else if (field.value === mine) line(list, field.closest("fieldset").firstChild.textContent, label);
  }
  older.querySelector("[data-take]").addEventListener("click", () => {
    put(told);
    keep();
  });
  older.querySelector("[data-drop]").addEventListener("click", drop);
  form.before(older);
  unsaved("Not saved: what you typed before stands above.");
}

if (refused !== undefined) keep();
else if (kept && kept.now !== saved) {
  const told = JSON.parse(kept.now);
  if (kept.saved === saved) {
    put(told);
    unsaved("Not saved yet.");
  } else show(told);
} else sessionStorage.removeItem(key);

// A verb acts on what was saved: it waits until everything is.
function hold(event) {
  if (!sessionStorage.getItem(key)) return;
  event.preventDefault();
  unsaved("Not saved yet: save the draft first, or leave it as it was.");
  form.querySelector("button").focus();
}

for (const deed of document.querySelectorAll("#deeds form")) deed.addEventListener("submit", hold);
form.addEventListener("input", keep);
form.addEventListener("change", keep);
leave.addEventListener("click", () => {
  drop();
  if (refused === undefined) put(JSON.parse(saved));
  else location.assign(page);
});
