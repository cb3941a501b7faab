import {
  DegradedBanner,
  MaintenanceBanner,
  OfflineGate,
  ReadOnlyGate,
  StatusIndicator,
  StatusPanel,
  UpdateBanner,
} from 'react-api-status'
import { BreakItPanel } from './BreakItPanel.js'
import { OrderForm } from './OrderForm.js'
import { OrderList } from './OrderList.js'
import { Recommendations } from './Recommendations.js'

/** The whole page. Reading goes on in any weather; writing waits while there is no network, or nothing can be saved. */
export function OrdersDesk() {
  return (
    <>
      <DegradedBanner className="notice" />
      <MaintenanceBanner className="notice" />
      <UpdateBanner className="notice" />
      <header className="top">
        <h1>Orders desk</h1>
        <StatusIndicator />
      </header>
      <main className="desk">
        <section className="card" aria-labelledby="new-order">
          <h2 id="new-order">New order</h2>
          <OfflineGate fallback={<p className="quiet">You are offline. What you have typed is kept.</p>}>
            <ReadOnlyGate>
              <OrderForm />
            </ReadOnlyGate>
          </OfflineGate>
        </section>
        <OrderList />
        <Recommendations />
        <StatusPanel className="status" />
      </main>
      <BreakItPanel />
    </>
  )
}
