'use client'

import { cloneElement, createElement, forwardRef } from 'react'
import type {
  ComponentPropsWithoutRef,
  ForwardRefExoticComponent,
  HTMLAttributes,
  ReactElement,
  Ref,
  RefAttributes,
} from 'react'
import type { HeadingTag } from './headingLevel.js'
import { mergeProps } from './mergeProps.js'
import type { Props } from './mergeProps.js'
import { useMergedRef } from './useMergedRef.js'

/** The DOM nodes that parts are. */
export interface PartNodes extends Record<HeadingTag, HTMLHeadingElement> {
  button: HTMLButtonElement
  details: HTMLDetailsElement
  div: HTMLDivElement
  fieldset: HTMLFieldSetElement
  g: SVGGElement
  li: HTMLLIElement
  p: HTMLParagraphElement
  rect: SVGRectElement
  section: HTMLElement
  span: HTMLSpanElement
  svg: SVGSVGElement
  table: HTMLTableElement
  time: HTMLTimeElement
  ul: HTMLUListElement
}

/** What a `render` function is given to put on its element, whichever that is. */
export type RenderProps = HTMLAttributes<HTMLElement> & RefAttributes<never>

/** Props of a part: those of its one DOM node, and `render`. */
export type PartProps<Tag extends keyof PartNodes, State> = Omit<ComponentPropsWithoutRef<Tag>, 'render'> & {
  /**
   * Another element in place of the part's own. An element gets the part's props added to its own; a function gets
   * them, with `ref` and `children`, and the part's state, and returns the element. Default: the part's own tag.
   */
  readonly render?: ReactElement | ((props: RenderProps, state: State) => ReactElement) | undefined
}

/** A component that is one DOM node and passes `ref` to it. */
export type Part<Tag extends keyof PartNodes, UserProps> = ForwardRefExoticComponent<
  UserProps & RefAttributes<PartNodes[Tag]>
>

/**
 * What a part makes of its user's props: its tag, what it puts on the node itself, its state, and the props that are
 * the node's (all of them, unless some were for the part). `null`: nothing to show.
 */
export type PartOutput<Tag, State> = readonly [tag: Tag, own: Props, state: State, user?: object] | null

/** A part, with all that every part does: `ref`, `render`, and the user's props over its own. */
export function definePart<Tag extends keyof PartNodes, State extends object, UserProps extends object>(
  usePart: (user: UserProps) => PartOutput<Tag, State>,
): Part<Tag, UserProps> {
  const part = forwardRef<PartNodes[Tag], UserProps>((props, ref) => {
    const output = usePart(props as UserProps)
    const { render } = props as { readonly render?: Render }
    const element = typeof render === 'object' ? render : null
    const mergedRef = useMergedRef(output?.[1]['ref'] as Ref<unknown>, ref, element && refOf(element))
    if (!output) return null
    const [tag, own, state, user = props] = output
    const { render: _, ...userProps } = user as Props
    const merged = mergeProps(own, userProps)
    const all = { ...(element ? mergeProps(merged, element.props) : merged), ref: mergedRef }
    if (typeof render === 'function') return render(all, state)
    return element ? cloneElement(element, all) : createElement(tag, all)
  })
  part.displayName = usePart.name
  return part as Part<Tag, UserProps>
}

/**
 * The ref of an element: among its props from React 19 on, beside them before. The copy of the props leaves behind what
 * React 18 puts there to warn of, and 19 warns of the other place only where it is not needed.
 * https://react.dev/blog/2024/04/25/react-19-upgrade-guide#deprecated-element-ref
 */
function refOf(element: ReactElement<Props> & { readonly ref?: Ref<unknown> }): Ref<unknown> {
  const props = { ...element.props }
  return (props['ref'] as Ref<unknown>) ?? element.ref ?? null
}

type Render = ReactElement<Props> | null | ((props: Props, state: object) => ReactElement)
