// A form that met a session which had ended was not sent. What was typed into it is kept in this
// tab over the sign-in and the second step, shown to the same person, and sent when they say so.
// A draft looks after itself (keep.js).

const KEY = "unsent";
const person = document.querySelector("script[data-person]").dataset.person;
const aside = document.body.matches(".alone, .account"); // signing in, and one's own account
const DUMB = ["csrfmiddlewaretoken", "credential"];

function visible(field) {
  return field.type !== "hidden" && field.labels?.length;
}

function sent(field) {
  if (!field.name || DUMB.includes(field.name) || field.disabled) return false;
  if (["password", "file", "submit", "button"].includes(field.type)) return false;
  return !["checkbox", "radio"].includes(field.type) || field.checked;
}

function words(field) {
  if (field.type === "checkbox" || field.type === "radio") return "yes";
  return field.tagName === "SELECT" ? field.selectedOptions[0]?.textContent : field.value;
}

function typed(form) {
  const fields = [...form.elements].filter(sent);
  return fields.filter(visible).map((one) => [one.labels[0].textContent.trim(), words(one)]);
}

// Kept when it is sent: whether the session had ended is only known from the page that answers.
function note(event) {
  const form = event.target;
  if (form.method !== "post" || form.matches("[data-keep]") || event.defaultPrevented) return;
  const shown = typed(form).filter(([, said]) => said?.trim());
  if (!shown.some(([, said]) => said !== "yes")) return;
  const fields = [...form.elements].filter(sent).map((one) => [one.name, one.value]);
  if (event.submitter?.name) fields.push([event.submitter.name, event.submitter.value]);
  const named = event.submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? "";
  const action = new URL(named, location).href;
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ person, action, fields, shown }));
  } catch {
    sessionStorage.removeItem(KEY); // larger than a tab may keep
  }
}

function show({ action, fields, shown }) {
  const notice = document.querySelector("template[data-unsent]").content.cloneNode(true);
  const [list, form] = [notice.querySelector("dl"), notice.querySelector("form")];
  for (const [label, said] of shown) {
    const row = document.createElement("div");
    for (const [tag, text] of [["dt", label], ["dd", said]]) {
      row.append(Object.assign(document.createElement(tag), { textContent: text }));
    }
    list.append(row);
  }
  for (const [name, value] of fields) {
    form.append(Object.assign(document.createElement("textarea"), { name, value, hidden: true }));
  }
  form.action = action;
  const section = notice.querySelector("section");
  form.querySelector("[data-drop]").addEventListener("click", () => section.remove());
  document.querySelector("main").prepend(notice);
}

const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
if (aside) {
  if (kept) sessionStorage.setItem(KEY, JSON.stringify({ ...kept, met: true }));
} else {
  sessionStorage.removeItem(KEY);
  if (kept?.met && kept.person === person) show(kept);
  document.addEventListener("submit", note);
}
