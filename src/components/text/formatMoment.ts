/** A time of day in the reader's zone, with its date unless that is the day of `now`. Both are epoch milliseconds. */
export function formatMoment(at: number, now: number, locale: string): string {
  const moment = new Date(at)
  const isToday = moment.toDateString() === new Date(now).toDateString()
  return moment.toLocaleString(locale, { ...(!isToday && { dateStyle: 'medium' }), timeStyle: 'short' })
}
