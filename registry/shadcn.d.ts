/** What `shadcn init` has put into every app that an item is added to. */
declare module '@/lib/utils' {
  export function cn(...classes: readonly (string | false | null | undefined)[]): string
}
