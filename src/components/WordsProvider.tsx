'use client'

import { createContext, useContext, useMemo } from 'react'
import type { Context, ReactElement, ReactNode } from 'react'
import type { Words } from '../words/grammar/words.js'

/** Some of the kit's texts, by widget. */
export type SomeWords = {
  readonly [Group in keyof Words]?: Words[Group] extends string ? string : Partial<Words[Group]>
}

/** Props of {@link WordsProvider}. */
export interface WordsProviderProps {
  /** A language (`import { de } from 'react-api-status/words/de'`), or the texts that you want otherwise. */
  readonly words: SomeWords
  readonly children?: ReactNode
}

const WordsContext: Context<SomeWords> = createContext<SomeWords>({})

/** Replaces texts of the widgets below it. What it leaves out stays as it was above, in English at last. */
export function WordsProvider({ words, children }: WordsProviderProps): ReactElement {
  const above = useContext(WordsContext)
  const merged = useMemo(() => mergeWords(above, words), [above, words])
  return <WordsContext.Provider value={merged}>{children}</WordsContext.Provider>
}

/** The texts of one group, over the English ones that the widget brings along. */
export function useWords<Group extends Exclude<keyof Words, 'locale'>>(
  group: Group,
  english: Words[Group],
): Words[Group] {
  return { ...english, ...(useContext(WordsContext)[group] as object | undefined) }
}

/** The language that numbers, times and lists are written in. */
export function useLocale(): string {
  return useContext(WordsContext).locale ?? 'en'
}

function mergeWords(above: SomeWords, words: SomeWords): SomeWords {
  const merged: Record<string, unknown> = { ...above }
  for (const [group, texts] of Object.entries(words)) {
    merged[group] = typeof texts === 'object' ? { ...(merged[group] as object), ...texts } : texts
  }
  return merged
}
