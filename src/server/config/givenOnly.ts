/** The object without what is `undefined`: a setting that was not given must not hide the default of another. */
export function givenOnly<Values extends object>(values: {
  readonly [Key in keyof Values]: Values[Key] | undefined
}): Partial<Values> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as Partial<Values>
}
