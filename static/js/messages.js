// What the page says, in the language it came in: English text is its own key. Pure: words in, words out.

const holder = globalThis.document?.getElementById("messages");
const catalogue = holder ? JSON.parse(holder.textContent) : {};
const ORDER = ["zero", "one", "two", "few", "many", "other"]; // of plural forms, as catalogues list them

/** The page's language, such as "ru". */
export const language = globalThis.document?.documentElement.lang || "en";
/** Whose dates and numbers it writes. */
export const locale = language === "en" ? "en-GB" : language;

/** Make something when first asked for it: the browser's tables of languages take tens of milliseconds. */
export const later = (make) => { let made; return () => (made ??= make()); };
const rules = later(() => new Intl.PluralRules(locale));
const categories = later(() => ORDER.filter((name) => rules().resolvedOptions().pluralCategories.includes(name)));
const numbers = later(() => new Intl.NumberFormat(locale));

/** Say a sentence; %(name)s in it is filled from `values`. */
export function t(english, values = {}) {
  return filled((catalogue[english] || [english])[0], values);
}

/** Say a number of something: count(2, "%(num)s incident", "%(num)s incidents"). */
export function count(number, one, many) {
  const told = catalogue[one];
  const form = told ? told[Math.min(categories().indexOf(rules().select(number)), told.length - 1)] : number === 1 ? one : many;
  return filled(form, { num: grouped(number) });
}

/** A number with its thousands apart, as the language writes it. */
export function grouped(number) {
  return number < 1000 ? String(number) : numbers().format(number); // below, every language here writes the same digits
}

function filled(text, values) {
  return text.replace(/%\((\w+)\)s/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
