import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ChangeEvent, FormEvent } from 'react'
import { useState } from 'react'
import { useApiStatus, useApiStatusEvent } from 'react-api-status'
import { createOrder } from './backend.js'

const EMPTY = { customer: '', item: '', quantity: '1' }

/** A refused order stays in the form; sent again it is still one order, because its key stays too. */
export function OrderForm() {
  const [fields, setFields] = useState(EMPTY)
  const [key, setKey] = useState(newKey)
  const isReadOnly = useApiStatus((status) => status.isReadOnly)
  const queryClient = useQueryClient()
  const creation = useMutation({
    mutationFn: createOrder,
    // By default a mutation waits for the browser to say that it is online; an answer at once is kinder.
    networkMode: 'always',
    onSuccess: () => {
      setFields(EMPTY)
      setKey(newKey())
      return queryClient.invalidateQueries({ queryKey: ['orders'] })
    },
  })

  // What was refused can be sent now; the old refusal would only keep people from it.
  useApiStatusEvent('recovered', () => {
    if (creation.isError) creation.reset()
  })

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (creation.isPending) return
    creation.mutate({ ...fields, quantity: Number(fields.quantity), key })
  }
  const change = ({ target }: ChangeEvent<HTMLInputElement>) =>
    setFields((current) => ({ ...current, [target.name]: target.value }))

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
      {isReadOnly && (
        <p className="quiet">New orders have to wait a moment. You can go on typing; nothing is lost.</p>
      )}
      <button type="submit" className="primary" aria-disabled={creation.isPending}>
        {creation.isPending ? 'Saving …' : 'Create order'}
      </button>
      <div>
        <p role="alert" className="refusal">
          {creation.error?.message}
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
