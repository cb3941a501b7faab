import { ConnectionAnnouncer } from '../../../src/components/announcer/ConnectionAnnouncer.js'
import type { Exhibit } from './exhibit.js'

export const exhibit: Exhibit = { ui: <ConnectionAnnouncer /> }
