/** The forms that a language counts in. Every language has `other`. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>

/**
 * The form of a count, its `#` being the count in the digits of the language.
 *
 * @example
 * plural('pl', 3, { one: '# minuta', few: '# minuty', many: '# minut', other: '# minuty' }) // '3 minuty'
 */
export function plural(locale: string, count: number, forms: PluralForms): string {
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other
  return form.replace('#', new Intl.NumberFormat(locale).format(count))
}
