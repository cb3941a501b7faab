/** What was there one after the other: a value that follows itself is named once. */
export function withoutRepeats<Value>(values: readonly Value[]): Value[] {
  return values.filter((value, index) => index === 0 || value !== values[index - 1])
}
