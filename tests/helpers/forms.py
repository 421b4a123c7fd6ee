"""Fills and submits the forms of a page as a browser does: only with the fields that it renders."""

from dataclasses import dataclass

import lxml.html
from django.test import Client

BUTTON_TYPES = ("submit", "button", "reset", "image")


@dataclass(frozen=True)
class RenderedForm:
    """A form of a page: where it is sent, the names of its fields, and their values."""

    action: str  # empty for the address of the page itself
    method: str
    names: frozenset[str]
    values: dict[str, list[str]]

    def fill(self, **values) -> dict:
        """The data to post, with these values; a value of None unchecks or leaves out a field."""
        unknown = values.keys() - self.names
        assert not unknown, f"The form has no fields {sorted(unknown)}, only {sorted(self.names)}."
        data = self.values | {
            name: value if isinstance(value, list) else [value]
            for name, value in values.items()
            if value is not None
        }
        return {name: value for name, value in data.items() if values.get(name, "") is not None}


def list_forms(html: str) -> list[RenderedForm]:
    """The forms of a page in their order, those of <template> elements excluded."""
    page = lxml.html.fromstring(html)
    for template in page.xpath("//template"):
        template.drop_tree()
    return [_read_form(page, form) for form in page.forms]


def fill_form(html: str, form_action_or_index: str | int = 0, **values) -> dict:
    """The data of one form of a page; the form is named by its index or the end of its action."""
    forms = list_forms(html)
    if isinstance(form_action_or_index, int):
        return forms[form_action_or_index].fill(**values)
    return find_form(html, form_action_or_index).fill(**values)


def find_form(html: str, action: str) -> RenderedForm:
    forms = list_forms(html)
    matches = [form for form in forms if form.action.partition("?")[0].endswith(action)]
    assert matches, f"No form is sent to {action}, only to {[form.action for form in forms]}."
    return matches[0]


def submit_form(client: Client, url: str, action: str = "", *, follow=False, **values):
    """Opens a page, fills the form that is sent to `action` (or to the page itself), sends it."""
    html = client.get(url).content.decode()
    posts = [form for form in list_forms(html) if form.method == "post"]
    if action:
        form = find_form(html, action)
    else:
        form = next(form for form in posts if form.action in ("", url))
    return client.post(form.action or url, form.fill(**values), follow=follow)


def _read_form(page, form) -> RenderedForm:
    names, values = set(), {}
    for field in _list_fields(page, form):
        names.add(field.get("name"))
        value = _read_value(field)
        if value is not None:
            values.setdefault(field.get("name"), []).extend(value)
    return RenderedForm(
        action=form.get("action") or "",
        method=(form.get("method") or "get").lower(),
        names=frozenset(names),
        values=values,
    )


def _list_fields(page, form):
    """The fields inside the form that name no other form, and those outside that name this one."""
    inside = form.xpath(".//input|.//select|.//textarea|.//button")
    inside = [field for field in inside if field.get("form") in (None, form.get("id"))]
    outside = page.xpath("//*[@form=$id]", id=form.get("id")) if form.get("id") else []
    fields = [*inside, *(field for field in outside if field not in inside)]
    return [field for field in fields if field.get("name") and field.get("disabled") is None]


def _read_value(field) -> list[str] | None:
    """What a browser sends for this field unless the user changes it; None for nothing."""
    if field.tag == "button" or field.get("type") in BUTTON_TYPES or field.get("type") == "file":
        return None
    if field.tag == "textarea":
        return [(field.text_content() or "").removeprefix("\n")]
    if field.tag == "select":
        return _read_options(field)
    if field.get("type") in ("checkbox", "radio"):
        return [field.get("value", "on")] if field.get("checked") is not None else None
    return [field.get("value", "")]


def _read_options(select) -> list[str] | None:
    options = select.xpath(".//option")
    selected = [option for option in options if option.get("selected") is not None]
    if not selected and options and select.get("multiple") is None:
        selected = options[:1]
    return [option.get("value", option.text_content()) for option in selected]
