// A form that was submitted after the session ended was not processed. Its input is kept in this tab
// during sign-in and MFA, shown to the same user, and sent on request. Drafts have keep.js.

const KEY = "unsent";
const person = document.querySelector("script[data-person]").dataset.person;
const isAccountPage = document.body.matches(".alone, .account"); // signing in, and the user's own account
const NOT_KEPT = ["csrfmiddlewaretoken", "credential"];
const CHECKED = gettext("yes"); // shown for a box or button that is checked

function isVisible(field) {
  return field.type !== "hidden" && field.labels?.length;
}

function isSent(field) {
  if (!field.name || NOT_KEPT.includes(field.name) || field.disabled) return false;
  if (["password", "file", "submit", "button"].includes(field.type)) return false;
  return !["checkbox", "radio"].includes(field.type) || field.checked;
}

function formatValue(field) {
  if (field.type === "checkbox" || field.type === "radio") return CHECKED;
  return field.tagName === "SELECT" ? field.selectedOptions[0]?.textContent : field.value;
}

function listInput(form) {
  const fields = [...form.elements].filter(isSent);
  return fields.filter(isVisible).map((field) => [field.labels[0].textContent.trim(), formatValue(field)]);
}

// Stored on submit: only the response shows whether the session had ended.
function storeForm(event) {
  const form = event.target;
  if (form.method !== "post" || form.matches("[data-keep]") || event.defaultPrevented) return;
  const input = listInput(form).filter(([, text]) => text?.trim());
  if (!input.some(([, text]) => text !== CHECKED)) return;
  const fields = [...form.elements].filter(isSent).map((field) => [field.name, field.value]);
  if (event.submitter?.name) fields.push([event.submitter.name, event.submitter.value]);
  const target = event.submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? "";
  const action = new URL(target, location).href;
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ person, action, fields, input }));
  } catch {
    sessionStorage.removeItem(KEY); // larger than the quota of the storage
  }
}

function showUnsent({ action, fields, input }) {
  const notice = document.querySelector("template[data-unsent]").content.cloneNode(true);
  const [list, form] = [notice.querySelector("dl"), notice.querySelector("form")];
  for (const [label, value] of input) {
    const row = document.createElement("div");
    for (const [tag, text] of [["dt", label], ["dd", value]]) {
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
if (isAccountPage) {
  if (kept) sessionStorage.setItem(KEY, JSON.stringify({ ...kept, survivedSignIn: true }));
} else {
  sessionStorage.removeItem(KEY);
  if (kept?.survivedSignIn && kept.person === person) showUnsent(kept);
  document.addEventListener("submit", storeForm);
}
