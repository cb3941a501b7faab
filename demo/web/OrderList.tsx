import type { OrderList as Orders } from '../api/orders.js'
import { listOrders } from './backend.js'
import { useRead } from './useRead.js'

const EVERY_MS = 5000
const day = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric' })
const hour = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const time = new Intl.DateTimeFormat('en', { timeStyle: 'medium', hourCycle: 'h23' })

/** What was read last stays, with its time, for as long as nothing newer can be had. */
export function OrderList() {
  const { data, isFailing } = useRead('orders', listOrders, EVERY_MS)
  return (
    <section className="card orders" aria-labelledby="orders">
      <h2 id="orders">
        Orders
        {data && (isFailing || !data.live) && <AsOf time={data.asOf} />}
      </h2>
      {data ? (
        <OrderTable orders={data.orders} />
      ) : (
        <p className="quiet">
          {isFailing
            ? "The orders can't be read right now. They will appear here by themselves."
            : 'Loading …'}
        </p>
      )}
    </section>
  )
}

function OrderTable({ orders }: Pick<Orders, 'orders'>) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">No.</th>
          <th scope="col">Customer</th>
          <th scope="col">Item</th>
          <th scope="col" className="number">
            Qty
          </th>
          <th scope="col">Created</th>
          <th scope="col">Mail</th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <tr key={order.id}>
            <td className="number">{order.id}</td>
            <td>{order.customer}</td>
            <td>{order.item}</td>
            <td className="number">{order.quantity}</td>
            <td>
              <When time={order.createdAt} />
            </td>
            <td className={order.confirmation === 'queued' ? 'queued' : 'quiet'}>{order.confirmation}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** On narrow screens it takes two lines, and no more. */
function When({ time: iso }: { time: string }) {
  const date = new Date(iso)
  return (
    <time dateTime={iso} className="when">
      <span>{day.format(date)},</span> <span>{hour.format(date)}</span>
    </time>
  )
}

function AsOf({ time: iso }: { time: string }) {
  return (
    <small className="as-of">
      last known, as of <time dateTime={iso}>{time.format(new Date(iso))}</time>
    </small>
  )
}
