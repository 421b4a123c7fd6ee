// The functions of Django's JavaScript catalogue, in English. The catalogue is loaded after this
// file and replaces them; if it does not load, the texts stay English.

window.gettext = (text) => text;
window.ngettext = (singular, plural, number) => (number === 1 ? singular : plural);
window.interpolate = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
