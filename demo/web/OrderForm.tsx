import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ChangeEvent, FormEvent } from 'react'
import { useRef, useState } from 'react'
import { useApiStatusEvent } from 'react-api-status'
import type { OrderDraft } from '../api/orders.js'
import { createOrder, KEY_WAS_USED, RefusedError } from './backend.js'

const EMPTY = { customer: '', item: '', quantity: '1' }
const RETRYING = 'Not saved yet. Nothing you typed is lost: the desk keeps trying for a moment.'

/**
 * A refused order stays in the form; sent again it is still one order, because its key stays too. While it is tried again
 * nobody has to wait for that: the button tries now, and whoever changes the order calls it back.
 */
export function OrderForm() {
  const [fields, setFields] = useState(EMPTY)
  const [key, setKey] = useState(newKey)
  const [hasFailed, setHasFailed] = useState(false)
  const underWay = useRef<AbortController>(null)
  const queryClient = useQueryClient()
  const creation = useMutation({
    mutationFn: ({ draft, signal }: { draft: OrderDraft; signal: AbortSignal }) =>
      createOrder(draft, { key, signal, onRetry: () => setHasFailed(true) }),
    // By default a mutation waits for the browser to say that it is online; an answer at once is kinder.
    networkMode: 'always',
    onSuccess: () => {
      setFields(EMPTY)
      setKey(newKey())
      return queryClient.invalidateQueries({ queryKey: ['orders'] })
    },
    onError: (error) => {
      if (!(error instanceof RefusedError) || error.status !== KEY_WAS_USED) return
      setKey(newKey())
      return queryClient.invalidateQueries({ queryKey: ['orders'] })
    },
  })
  const isRetrying = creation.isPending && hasFailed

  // What was refused can be sent now; the old refusal would only keep people from it.
  useApiStatusEvent('recovered', () => {
    if (creation.isError) creation.reset()
  })

  const callBack = () => underWay.current?.abort()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (creation.isPending && !isRetrying) return
    setHasFailed(isRetrying)
    callBack()
    underWay.current = new AbortController()
    const draft = { ...fields, quantity: Number(fields.quantity) }
    creation.mutate({ draft, signal: underWay.current.signal })
  }
  const change = ({ target }: ChangeEvent<HTMLInputElement>) => {
    if (isRetrying) {
      callBack()
      creation.reset()
    }
    setFields((current) => ({ ...current, [target.name]: target.value }))
  }

  return (
    <form onSubmit={submit} className="order-form">
      <label>
        Customer
        <input name="customer" value={fields.customer} onChange={change} required maxLength={80} />
      </label>
      <label>
        Item
        <input name="item" value={fields.item} onChange={change} required maxLength={80} />
      </label>
      <label>
        Quantity
        <input
          name="quantity"
          value={fields.quantity}
          onChange={change}
          type="number"
          min={1}
          max={99}
          required
        />
      </label>
      <button type="submit" className="primary" aria-disabled={creation.isPending && !isRetrying}>
        {isRetrying ? 'Try now' : creation.isPending ? 'Saving …' : 'Create order'}
      </button>
      <div>
        <p role="alert" className="refusal">
          {isRetrying ? RETRYING : creation.error?.message}
        </p>
        <p role="status" className="quiet">
          {creation.data && confirmation(creation.data)}
        </p>
      </div>
    </form>
  )
}

function confirmation({ order, hasSlip }: Awaited<ReturnType<typeof createOrder>>): string {
  const saved = `Order ${order.id} is saved.`
  return hasSlip ? saved : `${saved} Its packing slip could not be written; please print one later.`
}

function newKey(): string {
  return crypto.randomUUID()
}
