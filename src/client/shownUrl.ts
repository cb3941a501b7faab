const SECRET = /([?&][^=&]*(?:token|key|secret|passw|pwd|auth|sig|session|credential)[^=&]*=)[^&]+/gi

/** A url for errors and logs, which more people read than should know what is secret in it. */
export function shownUrl(href: string): string {
  return href.replace(SECRET, '$1…')
}
