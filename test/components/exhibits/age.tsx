import { LastChecked } from '../../../src/components/age/LastChecked.js'
import { ReportAge } from '../../../src/components/age/ReportAge.js'
import type { Exhibit } from './exhibit.js'

export const exhibit: Exhibit = {
  ui: (
    <>
      <ReportAge />
      <LastChecked />
    </>
  ),
}
