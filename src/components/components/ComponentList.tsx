'use client'

import { forwardRef } from 'react'
import type { ForwardRefExoticComponent, RefAttributes } from 'react'
import { useApiStatus } from '../../react/useApiStatus.js'
import { componentWords } from '../../words/en.js'
import { ReportAge } from '../age/ReportAge.js'
import type { HeadingProps } from '../headingLevel.js'
import { useLocale, useWords } from '../WordsProvider.js'
import { arrangeComponents } from './arrangeComponents.js'
import type { ComponentArrangement } from './arrangeComponents.js'
import { ComponentsGroup } from './ComponentsGroup.js'
import { ComponentsHead } from './ComponentsHead.js'
import { ComponentsItem } from './ComponentsItem.js'
import { ComponentsList } from './ComponentsList.js'
import { ComponentsRoot } from './ComponentsRoot.js'
import type { ComponentsRootProps } from './ComponentsRoot.js'
import { labelOf } from './labelOf.js'

/** Props of {@link ComponentList}: those of `Components.Root`, the arrangement, and the level of the groups’ headings. `children` follow the lists. */
export type ComponentListProps = ComponentsRootProps & ComponentArrangement & HeadingProps

/**
 * The components of the last report with their status, in groups that are as well as the worst of their components.
 * Quiet: it is no live region.
 */
export const ComponentList: ForwardRefExoticComponent<ComponentListProps & RefAttributes<HTMLDivElement>> =
  forwardRef<HTMLDivElement, ComponentListProps>(function ComponentList(
    { groups, labels: own, headingLevel, children, ...props },
    ref,
  ) {
    const components = useApiStatus((api) => api.components)
    const words = useWords('components', componentWords)
    const locale = useLocale()
    const labels = { ...words.labels, ...own }
    const arranged = arrangeComponents(Object.keys(components), { groups, labels }, locale)
    const lists = arranged.map(({ title, names }) => {
      const key = title ?? ''
      const list = (
        <ComponentsList key={key}>
          {names.map((name) => (
            <ComponentsItem key={name} name={name} label={labelOf(name, labels)} />
          ))}
        </ComponentsList>
      )
      if (title === null && arranged.length === 1) return list
      return (
        <ComponentsGroup key={key} label={title ?? words.others} names={names}>
          <ComponentsHead headingLevel={headingLevel} />
          {list}
        </ComponentsGroup>
      )
    })
    return (
      <ComponentsRoot {...props} ref={ref}>
        {arranged.length > 0 ? lists : words.none}
        <ReportAge />
        {children}
      </ComponentsRoot>
    )
  })
