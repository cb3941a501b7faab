const SECRET = /token|key|secret|passw|pwd|auth|sig|session|credential|code|jwt|otp|pin(?![a-z])/i

/** A url for errors and logs, which more people read than should know what is secret in it. */
export function shownUrl(href: string): string {
  let isHidden = false
  return href.replace(/[?&;#][^?&;#]*/g, (part) => {
    // What is secret may have `;` and `?` in it.
    if (isHidden && /^[;?]/.test(part)) return ''
    const [name = '', value] = part.split('=', 2)
    isHidden = value !== undefined && SECRET.test(decoded(name))
    return isHidden ? `${name}=…` : part
  })
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
