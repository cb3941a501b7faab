'use client'

import { useComponentStatus } from 'react-api-status'

/** A component of the app's own, on the hooks alone. */
export function Search() {
  const isDown = useComponentStatus('search') === 'unhealthy'
  return (
    <form role="search">
      <input type="search" aria-label="Search" placeholder={isDown ? 'Search is down' : 'Search'} />
    </form>
  )
}
