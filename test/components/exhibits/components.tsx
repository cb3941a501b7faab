import { ComponentList } from '../../../src/components/components/ComponentList.js'
import type { Exhibit } from './exhibit.js'

export const exhibit: Exhibit = { ui: <ComponentList groups={{ Finding: ['search'] }} /> }
