import type { KeptJob } from './keptJob.js'

/** Jobs that go one after the other, by their places: the first leaves and the last comes at no cost. */
export class Lane {
  /** Before `#start`, nothing: to move all the others up for each one that leaves would cost more. */
  #jobs: (KeptJob | undefined)[] = []
  #start = 0

  /** The one whose turn it is. */
  get first(): KeptJob | undefined {
    return this.#jobs[this.#start]
  }

  insert(job: KeptJob): void {
    const jobs = this.#jobs
    let at = jobs.length
    while (at > this.#start && jobs[at - 1]!.place > job.place) at--
    if (at === this.#start && at > 0) jobs[--this.#start] = job
    else jobs.splice(at, 0, job)
  }

  /** Puts another in the same place. */
  replace(before: KeptJob, after: KeptJob): void {
    this.#jobs[this.#jobs.indexOf(before, this.#start)] = after
  }

  remove(job: KeptJob): void {
    if (this.first !== job) {
      this.#jobs.splice(this.#jobs.indexOf(job, this.#start), 1)
      return
    }
    this.#jobs[this.#start++] = undefined
    if (this.#start * 2 < this.#jobs.length) return
    this.#jobs = this.#jobs.slice(this.#start)
    this.#start = 0
  }
}
