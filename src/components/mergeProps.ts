/** Props of a DOM node, by name. */
export type Props = Readonly<Record<string, unknown>>

/**
 * A part's own props under those of its user. The user's win, but for these: event handlers both run (the user's
 * first; ours not after `preventDefault()`) and class names and styles add up. Refs are merged elsewhere.
 */
export function mergeProps(own: Props, user: Props): Props {
  const merged: Record<string, unknown> = { ...own }
  for (const [name, value] of Object.entries(user)) {
    if (value !== undefined) merged[name] = own[name] && value ? mergeProp(name, own[name], value) : value
  }
  return merged
}

function mergeProp(name: string, own: unknown, user: unknown): unknown {
  if (name === 'className') return `${own as string} ${user as string}`
  if (name === 'style') return Object.assign({}, own, user)
  if (typeof own !== 'function') return user
  return (event: Event) => {
    ;(user as Handler)(event)
    if (!event.defaultPrevented) (own as Handler)(event)
  }
}

type Handler = (event: Event) => unknown
