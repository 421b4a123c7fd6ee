// Unsaved text of the draft survives a citation, a search, a sign-in and a closed page: it is kept
// in this tab's storage until a page shows that it was saved.

const form = document.querySelector("form[data-keep]");
const status = document.querySelector("[data-kept]");
const discardButton = document.querySelector("[data-leave]");
const { keep: key, page, refused } = form.dataset;
const fields = [...form.elements].filter((field) => field.name && field.type !== "hidden");
const initialStatus = status.textContent;

function readInitialValue(field) {
  if (!field.options) return field.defaultValue;
  return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? "";
}

// The input, or what the page came with: someone may have typed before this script ran.
function readFields({ initial = false } = {}) {
  const values = {};
  for (const field of fields) {
    const checked = initial ? field.defaultChecked : field.checked;
    if (field.type === "radio") {
      if (checked) values[field.name] = field.value;
    } else if (field.type === "checkbox") values[field.name] = checked;
    else values[field.name] = (initial ? readInitialValue(field) : field.value).trim();
  }
  return values;
}

function fillFields(values) {
  for (const field of fields) {
    if (!(field.name in values)) continue;
    if (field.type === "radio") field.checked = field.value === values[field.name];
    else if (field.type === "checkbox") field.checked = values[field.name];
    else field.value = values[field.name];
  }
}

const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
// After an error the form contains the input; the saved values are those it was typed over.
const saved = refused === undefined ? JSON.stringify(readFields({ initial: true })) : (kept?.saved ?? "");

function showUnsaved(message) {
  status.textContent = message;
  discardButton.hidden = false;
}

function drop() {
  sessionStorage.removeItem(key);
  status.textContent = initialStatus;
  discardButton.hidden = true;
  document.querySelector("[data-older]")?.remove();
}

function keep() {
  const now = JSON.stringify(readFields());
  if (now === saved) {
    drop();
    return;
  }
  sessionStorage.setItem(key, JSON.stringify({ saved, now }));
  document.querySelector("[data-older]")?.remove();
  showUnsaved(gettext("Not saved yet."));
}

function appendRow(list, label, text) {
  const [term, description] = [document.createElement("dt"), document.createElement("dd")];
  term.textContent = label;
  description.textContent = text;
  list.append(term, description);
}

// Another user saved in the meantime: their text stays in the form, ours is shown above it.
function showConflict(values) {
  const notice = document.querySelector("template[data-older-words]").content.cloneNode(true);
  const list = notice.querySelector("dl");
  const now = readFields();
  for (const field of fields) {
    const mine = values[field.name];
    if (mine === undefined || mine === now[field.name]) continue;
    const label = field.labels[0].textContent;
    if (field.type !== "radio") appendRow(list, label, mine === true ? gettext("yes") : mine || "–");
    else if (field.value === mine) appendRow(list, field.closest("fieldset").firstChild.textContent, label);
  }
  notice.querySelector("[data-take]").addEventListener("click", () => {
    fillFields(values);
    keep();
  });
  notice.querySelector("[data-drop]").addEventListener("click", drop);
  form.before(notice);
  showUnsaved(gettext("Not saved: your earlier text is shown above."));
}

if (refused !== undefined) keep();
else if (kept && kept.now !== saved) {
  const values = JSON.parse(kept.now);
  if (kept.saved === saved) {
    fillFields(values);
    showUnsaved(gettext("Not saved yet."));
  } else showConflict(values);
} else keep();

// An action uses the saved draft, so it waits until everything is saved.
function requireSaved(event) {
  if (!sessionStorage.getItem(key)) return;
  event.preventDefault();
  showUnsaved(gettext("Not saved yet: save the draft first, or discard your changes."));
  form.querySelector("button").focus();
}

for (const actionForm of document.querySelectorAll("#actions form")) actionForm.addEventListener("submit", requireSaved);
form.addEventListener("input", keep);
form.addEventListener("change", keep);
discardButton.addEventListener("click", () => {
  drop();
  if (refused === undefined) fillFields(JSON.parse(saved));
  else location.assign(page);
});
