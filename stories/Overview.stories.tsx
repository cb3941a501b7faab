import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactElement } from 'react'
import { DegradedBanner, FeatureGate, StatusIndicator, StatusPanel } from '../src/index.js'
import { TestApiStatusProvider } from '../src/testing.js'
import './Overview.css'
import { sampleHistory } from './sampleHistory.js'

const meta = {
  title: 'Overview',
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen', controls: { disable: true } },
} satisfies Meta

export default meta

type Story = StoryObj<typeof meta>

const now = Date.now()

/** An app whose search is down: people see what is affected, since when and what still works, and carry on. */
export const SearchIsDown: Story = {
  render: () => (
    <TestApiStatusProvider
      snapshot={{
        status: 'degraded',
        cause: 'component',
        source: 'live',
        report: {
          components: {
            database: 'healthy',
            payments: 'healthy',
            search: { status: 'unhealthy', critical: false, impact: ['search'] },
            mail: 'healthy',
          },
        },
      }}
      timing={{ lastChecked: now - 21_000, nextCheckAt: now + 9_000, reportAt: now - 21_000 }}
      history={sampleHistory(now)}
    >
      <OrdersDesk />
    </TestApiStatusProvider>
  ),
}

/** The same app, in the scenario that the toolbar names. */
export const Playground: Story = { render: () => <OrdersDesk /> }

const labels = {
  database: 'Orders',
  payments: 'Payments',
  search: 'Search',
  mail: 'Mail',
  recommendations: 'Recommendations',
}

function OrdersDesk(): ReactElement {
  return (
    <div className="desk">
      <header className="desk-head">
        <strong className="desk-name">Parcel Post</strong>
        <nav aria-label="Desk">
          <a href="#orders" aria-current="page">
            Orders
          </a>
          <a href="#customers">Customers</a>
          <a href="#stock">Stock</a>
        </nav>
        <StatusIndicator variant="pill" />
      </header>
      <DegradedBanner showDelay={0} />
      <main className="desk-main">
        <section aria-labelledby="orders">
          <h1 id="orders">Orders</h1>
          <FeatureGate
            needs="search"
            fallback={<p className="desk-note">Search is out of order. These are the newest orders.</p>}
          >
            <label className="desk-search">
              <span>Search orders</span>
              <input type="search" placeholder="Number or customer" />
            </label>
          </FeatureGate>
          <OrdersTable />
        </section>
        <StatusPanel labels={labels} days={60} />
      </main>
    </div>
  )
}

const orders = [
  { number: '4127', customer: 'Amina Okafor', total: '€ 184.00', state: 'Packed' },
  { number: '4126', customer: 'Jonas Lind', total: '€ 39.90', state: 'Paid' },
  { number: '4125', customer: 'Mei Tanaka', total: '€ 612.50', state: 'Sent' },
  { number: '4124', customer: 'Rosa Marín', total: '€ 75.20', state: 'Sent' },
  { number: '4123', customer: 'Piotr Zielinski', total: '€ 28.00', state: 'Sent' },
  { number: '4122', customer: 'Ada Brandt', total: '€ 149.00', state: 'Sent' },
  { number: '4121', customer: 'Samir Haddad', total: '€ 91.35', state: 'Back' },
  { number: '4120', customer: 'Tomás Rey', total: '€ 264.00', state: 'Sent' },
] as const

function OrdersTable(): ReactElement {
  return (
    <table className="desk-orders">
      <thead>
        <tr>
          <th scope="col">Order</th>
          <th scope="col">Customer</th>
          <th scope="col">Total</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {orders.map(({ number, customer, total, state }) => (
          <tr key={number}>
            <th scope="row">{number}</th>
            <td>{customer}</td>
            <td>{total}</td>
            <td>{state}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
