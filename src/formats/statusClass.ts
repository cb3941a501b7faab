/** The class of an HTTP status code: 2 for 200 to 299. */
export function statusClass(code: number): number {
  return Math.floor(code / 100)
}
