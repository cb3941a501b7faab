import type { Ref } from 'react'

/** Props of a DOM node, by name. */
export type Props = Readonly<Record<string, unknown>>

/**
 * A part's own props under those of its user. The user's win, but for these: event handlers both run (the user's
 * first; ours not after `preventDefault()`), class names and styles add up, and every ref gets the node.
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
  if (name === 'ref') return mergeRefs([own, user] as Ref<unknown>[])
  if (typeof own !== 'function') return user
  return (event: Event) => {
    ;(user as Handler)(event)
    if (!event.defaultPrevented) (own as Handler)(event)
  }
}

type Handler = (event: Event) => unknown

/**
 * One ref that gives its node to all of these. Where one returns how it is to be let go (React 19), so does this: it
 * must not be called with `null` then. React 18 wants nothing returned.
 * https://react.dev/blog/2024/12/05/react-19#cleanup-functions-for-refs
 */
function mergeRefs(refs: readonly Ref<unknown>[]): (node: unknown) => (() => void) | undefined {
  return (node) => {
    const undos = refs.map((ref) => setRef(ref, node))
    if (!undos.some(Boolean)) return undefined
    return () => undos.forEach((undo, index) => (undo ? undo() : setRef(refs[index], null)))
  }
}

/** Gives how the ref is to be let go, if it says. */
function setRef(ref: Ref<unknown> | undefined, node: unknown): (() => void) | undefined {
  if (typeof ref !== 'function') {
    if (ref) ref.current = node
    return undefined
  }
  const undo = ref(node)
  return typeof undo === 'function' ? undo : undefined
}
