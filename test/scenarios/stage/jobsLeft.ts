/** How many jobs a back end has not done, those that were given up among them; what it answered where it can't tell. */
export async function jobsLeft(url: string): Promise<number | string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) })
    const body = (await response.json()) as { left?: number }
    return body.left ?? JSON.stringify(body)
  } catch (error) {
    return String(error)
  }
}
