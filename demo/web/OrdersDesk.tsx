import { DegradedBanner, OfflineGate, StatusIndicator } from 'react-api-status'
import { BreakItPanel } from './BreakItPanel.js'
import { OrderForm } from './OrderForm.js'
import { OrderList } from './OrderList.js'
import { Recommendations } from './Recommendations.js'

/** The whole page. Reading goes on in any weather; writing waits behind the gate while there is no network. */
export function OrdersDesk() {
  return (
    <>
      <DegradedBanner className="notice" />
      <header className="top">
        <h1>Orders desk</h1>
        <StatusIndicator />
      </header>
      <main className="desk">
        <section className="card" aria-labelledby="new-order">
          <h2 id="new-order">New order</h2>
          <OfflineGate fallback={<p className="quiet">You are offline. What you have typed is kept.</p>}>
            <OrderForm />
          </OfflineGate>
        </section>
        <OrderList />
        <Recommendations />
      </main>
      <BreakItPanel />
    </>
  )
}
