import { fireEvent, screen } from '@testing-library/react'
import { createPortal } from 'react-dom'
import { renderToString } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { ReadOnlyGate } from '../../src/components/gate/ReadOnlyGate.js'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import { gateWords } from '../../src/words/en.js'
import { part, parts, renderKit } from './renderKit.js'
import { healthy, readOnly, stagedMonitor, unreachable } from './stagedMonitor.js'

const fields = () => part('gate-fields') as HTMLFieldSetElement
const spoken = () => parts('announcer').map(({ textContent }) => textContent)
const reason = `${gateWords.readOnly.title} ${gateWords.readOnly.detail}`

/** A form in the gate, with a button outside of both. */
function renderForm() {
  const onSubmit = vi.fn((event: { preventDefault(): void }) => event.preventDefault())
  const monitor = stagedMonitor(healthy)
  renderKit(
    <>
      <ReadOnlyGate>
        <form onSubmit={onSubmit}>
          <input aria-label="Note" />
          <button type="submit">Save</button>
        </form>
      </ReadOnlyGate>
      <button type="button">Menu</button>
    </>,
    monitor,
  )
  const note = screen.getByLabelText<HTMLInputElement>('Note')
  return { monitor, onSubmit, note, save: screen.getByText('Save'), menu: screen.getByText('Menu') }
}

describe('a ReadOnlyGate', () => {
  it('disables its fields while writes are refused, with the reason (U16)', () => {
    const { monitor, note, save } = renderForm()
    expect(fields().disabled).toBe(false)
    expect(fields().getAttribute('role')).toBe('presentation')
    monitor.show(readOnly)
    expect(note.matches(':disabled')).toBe(true)
    expect(save.matches(':disabled')).toBe(true)
    expect(note.checkVisibility()).toBe(true)
    const described = document.querySelector(`[id="${fields().getAttribute('aria-describedby')}"]`)
    expect(described?.textContent).toBe(reason)
    expect(screen.getByRole('group')).toBe(fields())

    monitor.show(healthy)
    expect(note.matches(':disabled')).toBe(false)
    expect(fields().hasAttribute('aria-describedby')).toBe(false)
    expect(parts('gate-notice')).toEqual([])
  })

  it('throws nobody out of the field that they type in, and disables it once they have left (U16) (U9)', async () => {
    const { monitor, note, menu } = renderForm()
    await userEvent.type(page.elementLocator(note), 'Two ')
    monitor.show(readOnly)
    expect(document.activeElement).toBe(note)
    await userEvent.keyboard('boxes')
    expect(note.value).toBe('Two boxes')
    expect(fields().disabled).toBe(false)

    menu.focus()
    expect(fields().disabled).toBe(true)
    monitor.show(healthy)
    expect(fields().disabled).toBe(false)
    expect(note.value).toBe('Two boxes')
  })

  it('lets focus move between its fields, and the window lose it', () => {
    const { monitor, note, save } = renderForm()
    note.focus()
    monitor.show(readOnly)
    fireEvent.blur(note)
    expect(fields().disabled).toBe(false)
    save.focus()
    expect(fields().disabled).toBe(false)
    expect(document.activeElement).toBe(save)
  })

  it('stays usable for who presses on a label or beside the fields, until they are elsewhere (U16) (U9)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <ReadOnlyGate>
          <p>All of it is kept.</p>
          <input aria-label="Note" />
          <label htmlFor="amount">How many</label>
          <input id="amount" />
        </ReadOnlyGate>
        <p>Elsewhere</p>
      </>,
      monitor,
    )
    screen.getByLabelText('Note').focus()
    monitor.show(readOnly)
    await userEvent.click(page.elementLocator(screen.getByText('How many')))
    expect(document.activeElement).toBe(screen.getByLabelText('How many'))
    await userEvent.click(page.elementLocator(screen.getByText('All of it is kept.')))
    expect(document.activeElement).toBe(document.body)
    expect(fields().disabled).toBe(false)
    await userEvent.click(page.elementLocator(screen.getByText('Elsewhere')))
    expect(fields().disabled).toBe(true)
  })

  it('stays usable for who picks in a portal of the fields, by pointer or by keys, until they are elsewhere (U16) (U9)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <>
        <ReadOnlyGate>
          <input aria-label="Date" />
          {createPortal(
            <div>
              <p>November</p>
              <button type="button">21</button>
              <button type="button">22</button>
            </div>,
            document.body,
          )}
        </ReadOnlyGate>
        <p>Elsewhere</p>
      </>,
      monitor,
    )
    screen.getByText('21').focus()
    monitor.show(readOnly)
    expect(fields().disabled).toBe(false)
    screen.getByText('22').focus()
    expect(fields().disabled).toBe(false)
    await userEvent.click(page.elementLocator(screen.getByText('November')))
    expect(document.activeElement).toBe(document.body)
    expect(fields().disabled).toBe(false)
    await userEvent.click(page.elementLocator(screen.getByText('21')))
    expect(fields().disabled).toBe(false)
    await userEvent.click(page.elementLocator(screen.getByText('Elsewhere')))
    expect(fields().disabled).toBe(true)
  })

  it('lets people out of a dialog by its button, which sends nothing', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <ReadOnlyGate>
        <dialog>
          <form method="dialog">
            <input aria-label="Note" />
            <button type="submit">Close</button>
            <button type="submit" formMethod="post">
              Save
            </button>
          </form>
        </dialog>
      </ReadOnlyGate>,
      monitor,
    )
    const dialog = document.querySelector('dialog') as HTMLDialogElement
    const onSubmit = vi.fn((event: Event) => event.preventDefault())
    dialog.showModal()
    screen.getByLabelText('Note').focus()
    monitor.show(readOnly)
    dialog.addEventListener('submit', onSubmit, { once: true })
    fireEvent.click(screen.getByText('Save'))
    expect(onSubmit).not.toHaveBeenCalled()
    dialog.removeEventListener('submit', onSubmit)
    await userEvent.click(page.elementLocator(screen.getByText('Close')))
    expect(dialog.open).toBe(false)
  })

  it('keeps back what is marked as sending, and no other button: people may cancel, or show a password (U16)', () => {
    const onClick = vi.fn()
    const monitor = stagedMonitor(healthy)
    renderKit(
      <form>
        <ReadOnlyGate>
          <input aria-label="Note" />
          <button type="button" onClick={onClick}>
            Cancel
          </button>
          <button type="button" onClick={onClick} data-api-status-sends>
            Save
          </button>
        </ReadOnlyGate>
      </form>,
      monitor,
    )
    screen.getByLabelText('Note').focus()
    monitor.show(readOnly)
    fireEvent.click(screen.getByText('Save'))
    expect(onClick).not.toHaveBeenCalled()
    fireEvent.click(screen.getByText('Cancel'))
    expect(onClick).toHaveBeenCalledOnce()
  })

  it('leaves its fields usable inside of a button', () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <form>
        <div role="button" tabIndex={0} data-api-status-sends>
          <ReadOnlyGate>
            <input type="checkbox" aria-label="Gift wrap" />
          </ReadOnlyGate>
        </div>
      </form>,
      monitor,
    )
    const wrap = screen.getByLabelText<HTMLInputElement>('Gift wrap')
    wrap.focus()
    monitor.show(readOnly)
    fireEvent.click(wrap)
    expect(wrap.checked).toBe(true)
  })

  it('sends nothing by Enter or by its button, and says why (U16) (U10)', async () => {
    const { monitor, onSubmit, note, save } = renderForm()
    note.focus()
    monitor.show(readOnly)
    // What the trouble itself had to say is over by then.
    await monitor.pass(2000)
    await monitor.pass(10_000)
    await userEvent.keyboard('{Enter}')
    await monitor.pass(0)
    expect(onSubmit).not.toHaveBeenCalled()
    expect(spoken()).toEqual([reason])
    await userEvent.click(page.elementLocator(save))
    expect(onSubmit).not.toHaveBeenCalled()

    monitor.show(healthy)
    note.focus()
    await userEvent.keyboard('{Enter}')
    expect(onSubmit).toHaveBeenCalledOnce()
  })

  it('brings the reason into view for whoever tries to send', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <ReadOnlyGate>
        <svg height={5000} />
        <form>
          <input aria-label="Note" />
        </form>
      </ReadOnlyGate>,
      monitor,
    )
    screen.getByLabelText('Note').focus()
    monitor.show(readOnly)
    const top = () => part('gate-notice').getBoundingClientRect().top
    expect(top()).toBeLessThan(0)
    await userEvent.keyboard('{Enter}')
    expect(top()).toBeGreaterThanOrEqual(0)
  })

  it('holds back a form that it is only a part of, which would be sent with gaps', () => {
    const onSubmit = vi.fn((event: { preventDefault(): void }) => event.preventDefault())
    const monitor = stagedMonitor(readOnly)
    renderKit(
      <>
        <form onSubmit={onSubmit}>
          <ReadOnlyGate>
            <input aria-label="Note" />
          </ReadOnlyGate>
          <button type="submit">Save</button>
        </form>
        <form onSubmit={onSubmit}>
          <button type="submit">Search</button>
        </form>
      </>,
      monitor,
    )
    fireEvent.click(screen.getByText('Save'))
    expect(onSubmit).not.toHaveBeenCalled()
    fireEvent.click(screen.getByText('Search'))
    expect(onSubmit).toHaveBeenCalledOnce()
    monitor.show(healthy)
    fireEvent.click(screen.getByText('Save'))
    expect(onSubmit).toHaveBeenCalledTimes(2)
  })

  it('does all of that in a shadow, where the app may be as a whole (U16)', () => {
    const host = document.body.appendChild(document.createElement('div'))
    const shadow = host.attachShadow({ mode: 'open' })
    const container = shadow.appendChild(document.createElement('div'))
    const menu = document.body.appendChild(document.createElement('button'))
    const onSubmit = vi.fn((event: { preventDefault(): void }) => event.preventDefault())
    const monitor = stagedMonitor(healthy)
    renderKit(
      <form onSubmit={onSubmit}>
        <input name="outside" />
        <ReadOnlyGate>
          <input name="inside" />
          {createPortal(<button type="button">Today</button>, document.body)}
        </ReadOnlyGate>
      </form>,
      monitor,
      { container },
    )
    const [form, inside, outside, fieldset] = ['form', '[name=inside]', '[name=outside]', 'fieldset'].map(
      (selector) => shadow.querySelector<HTMLElement>(selector),
    ) as [HTMLFormElement, HTMLInputElement, HTMLInputElement, HTMLFieldSetElement]
    inside.focus()
    monitor.show(readOnly)
    expect(fieldset.disabled).toBe(false)
    form.requestSubmit()
    expect(onSubmit).not.toHaveBeenCalled()
    outside.focus()
    expect(fieldset.disabled).toBe(true)

    monitor.show(healthy)
    inside.focus()
    monitor.show(readOnly)
    expect(fieldset.disabled).toBe(false)
    screen.getByText('Today').focus()
    expect(fieldset.disabled).toBe(false)
    menu.focus()
    expect(fieldset.disabled).toBe(true)
    host.remove()
    menu.remove()
  })

  it('leaves alone what only reads: links, and fields that are no controls of ours', () => {
    const onClick = vi.fn((event: { preventDefault(): void }) => event.preventDefault())
    const monitor = stagedMonitor(readOnly)
    renderKit(
      <ReadOnlyGate>
        <a href="#terms" onClick={onClick}>
          Terms
        </a>
      </ReadOnlyGate>,
      monitor,
    )
    fireEvent.click(screen.getByText('Terms'))
    expect(onClick).toHaveBeenCalledOnce()
  })

  it('with a fallback hides its children behind it, and gives focus back to the field (U9)', async () => {
    const monitor = stagedMonitor(healthy)
    renderKit(
      <ReadOnlyGate fallback="Read only.">
        <input aria-label="Note" />
      </ReadOnlyGate>,
      monitor,
    )
    const note = screen.getByLabelText<HTMLInputElement>('Note')
    await page.elementLocator(note).fill('Two boxes')
    monitor.show(readOnly)
    expect(note.checkVisibility()).toBe(false)
    expect(document.activeElement).toBe(part('gate-front'))
    monitor.show(healthy)
    expect(document.activeElement).toBe(note)
    expect(note.value).toBe('Two boxes')
  })

  it('closes on no report that was only restored, and stays closed when a failure follows one that was not', () => {
    const monitor = stagedMonitor()
    renderKit(<ReadOnlyGate>Content</ReadOnlyGate>, monitor)
    monitor.show({ ...readOnly, source: 'restored', isStale: true })
    expect(fields().disabled).toBe(false)
    monitor.show(unreachable)
    expect(fields().disabled).toBe(false)
    monitor.show({ ...readOnly, source: 'shared' })
    expect(fields().disabled).toBe(true)
    monitor.show({ ...unreachable, isStale: true })
    expect(fields().disabled).toBe(true)
  })

  it('closes on no report that was only restored where a failure follows while maintenance is planned', () => {
    const restored = { ...readOnly, cause: 'maintenance', isStale: true } as const
    const monitor = stagedMonitor({ ...restored, source: 'restored' })
    renderKit(<ReadOnlyGate>Content</ReadOnlyGate>, monitor)
    monitor.show({ ...restored, status: 'unhealthy', source: 'live' })
    expect(fields().disabled).toBe(false)
    monitor.show({ ...restored, isStale: false })
    expect(fields().disabled).toBe(true)
  })

  it('stays closed on the next page while the back end can’t be reached', () => {
    const monitor = stagedMonitor(readOnly)
    const { rerender } = renderKit(<ReadOnlyGate key="one">Content</ReadOnlyGate>, monitor)
    rerender(<p>A page without a gate</p>)
    monitor.show(unreachable)
    rerender(<ReadOnlyGate key="two">Content</ReadOnlyGate>)
    expect(fields().disabled).toBe(true)
  })

  it('is open in HTML from a server, without a style attribute (U26)', () => {
    const html = renderToString(
      <ApiStatusProvider monitor={stagedMonitor({ ...readOnly, source: 'restored' })}>
        <ReadOnlyGate>
          <input />
        </ReadOnlyGate>
      </ApiStatusProvider>,
    )
    expect(html).not.toMatch(/disabled|data-closed|\sstyle=/)
  })
})
