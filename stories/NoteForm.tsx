import type { FormEvent, ReactElement } from 'react'
import { useState } from 'react'
import './NoteForm.css'

interface NoteFormProps {
  /** Sets it apart from others on the page. */
  readonly label?: string
  readonly onTyped?: (text: string) => void
}

/** What people would be busy with: a field and a button, which says whether it was heard. */
export function NoteForm({ label = 'Note', onTyped }: NoteFormProps): ReactElement {
  const [saved, setSaved] = useState(0)

  function save(event: FormEvent): void {
    event.preventDefault()
    setSaved(saved + 1)
  }

  return (
    <form className="note-form" onSubmit={save}>
      <label>
        {label}
        <input defaultValue="Two boxes, by Friday" onChange={({ target }) => onTyped?.(target.value)} />
      </label>
      <button type="submit">Save</button>
      {saved > 0 && <span>{`Saved ${saved}×`}</span>}
    </form>
  )
}
