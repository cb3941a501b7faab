/** How long a breaker takes part that says nothing, and its vote counts. In milliseconds. */
export const MEMBER_MS = 15_000
/** How long a trial is somebody's who does not renew it. In milliseconds. */
export const LEASE_MS = 3000

/** What has been agreed upon is kept so long after the last word of anybody, and after the end of a wait. */
const KEEP_MS = 3_600_000
/** Calls are counted in so many slots of so many milliseconds; one of them is the one that is being filled. */
const SLOTS = 7
const SLOT_MS = 10_000

/**
 * All that a breaker has to say, and all that is known then, in one step. What it says is its whole state, so that saying
 * it twice changes nothing: a vote, the trial that it holds or wants. Calls alone are added.
 *
 * The clock is the server's; an epoch is never lower than its milliseconds, so that it rises even where a server comes
 * back with nothing in it.
 */
export const FLEET_SCRIPT: string = `
local fleet, members, votes, calls = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local me = cjson.decode(ARGV[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local kept = redis.call('HMGET', fleet, 'epoch', 'until', 'attempt', 'wait', 'holder', 'token', 'lease', 'wanted')
local epoch, till, attempt, wait = tonumber(kept[1]) or 0, tonumber(kept[2]) or 0, tonumber(kept[3]) or 0, tonumber(kept[4]) or 0
local holder, token, lease, wanted = kept[5] or '', kept[6] or '', tonumber(kept[7]) or 0, tonumber(kept[8]) or 0
local news = false

-- A clock that was set back must not make anything last longer than it was to.
till = math.min(till, now + wait)
lease, wanted = math.min(lease, now + ${LEASE_MS}), math.min(wanted, now + ${LEASE_MS})

local function giveUp()
  holder, token, lease, wanted = '', '', 0, 0
end

local function enter(opened)
  epoch = math.max(epoch + 1, now)
  till, attempt, wait = 0, 0, 0
  if opened then
    till, attempt, wait = math.min(opened['until'], now + opened.wait), opened.attempt, opened.wait
  end
  giveUp()
  news = true
end

for _, known in ipairs({ members, votes }) do
  redis.call('ZREMRANGEBYSCORE', known, '-inf', now)
  redis.call('ZREMRANGEBYSCORE', known, '(' .. string.format('%.0f', now + ${MEMBER_MS}), '+inf')
end
if me.leaves then
  redis.call('ZREM', members, me.id)
else
  redis.call('ZADD', members, now + ${MEMBER_MS}, me.id)
end

if holder ~= '' and lease <= now then giveUp() end
if holder == me.id then
  if me.token ~= token then
    giveUp()
    news = true
  elseif me.outcome == 'closed' then
    redis.call('DEL', votes)
    enter(nil)
  elseif me.outcome == 'opened' then
    enter(me.vote)
  else
    lease = now + ${LEASE_MS}
  end
end

-- A vote from before all closed is too late; one whose wait is over counts, and opens nobody.
if me.vote and (till > 0 or me.vote.epoch >= epoch) then
  redis.call('ZADD', votes, now + ${MEMBER_MS}, me.id)
  if till == 0 and me.vote['until'] > now and redis.call('ZCARD', votes) >= me.quorum then enter(me.vote) end
else
  redis.call('ZREM', votes, me.id)
end

if me.wish and till > 0 and me.wish.epoch == epoch and holder ~= me.id then
  if holder ~= '' then
    wanted = now + ${LEASE_MS}
  elseif me.wish.isAlive or now >= till then
    holder, lease, wanted = me.id, now + ${LEASE_MS}, 0
    token = string.format('%.0f-%d', epoch, redis.call('HINCRBY', fleet, 'trials', 1))
  end
end

if epoch > 0 then
  local keep = math.max(till - now, 0) + ${KEEP_MS}
  redis.call('HSET', fleet, 'epoch', epoch, 'until', till, 'attempt', attempt, 'wait', wait,
    'holder', holder, 'token', token, 'lease', lease, 'wanted', wanted)
  redis.call('PEXPIRE', fleet, keep)
end
redis.call('PEXPIRE', members, ${MEMBER_MS})
redis.call('PEXPIRE', votes, ${MEMBER_MS})

local slot = math.floor(now / ${SLOT_MS})
if me.succeeded then
  local at = slot % ${SLOTS}
  if tonumber(redis.call('HGET', calls, at .. ':slot')) ~= slot then
    redis.call('HSET', calls, at .. ':slot', slot, at .. ':succeeded', 0, at .. ':failed', 0)
  end
  redis.call('HINCRBY', calls, at .. ':succeeded', me.succeeded)
  redis.call('HINCRBY', calls, at .. ':failed', me.failed)
  redis.call('PEXPIRE', calls, ${SLOTS * SLOT_MS})
end

local answer = { key = fleet, now = now, epoch = epoch, ['until'] = till, attempt = attempt, wait = wait, isFree = holder == '' }
if news then
  redis.call('PUBLISH', ARGV[2], cjson.encode(answer))
end
if holder == me.id then
  answer.token = token
  answer.isWanted = wanted > now
end
if me.counts then
  local succeeded, failed = 0, 0
  for at = 0, ${SLOTS - 1} do
    local counted = redis.call('HMGET', calls, at .. ':slot', at .. ':succeeded', at .. ':failed')
    if (tonumber(counted[1]) or 0) > slot - ${SLOTS - 1} then
      succeeded, failed = succeeded + counted[2], failed + counted[3]
    end
  end
  answer.counts = {
    succeeded = succeeded, failed = failed,
    openVotes = redis.call('ZCARD', votes), members = redis.call('ZCARD', members),
  }
end
return cjson.encode(answer)
`

/** What a breaker says of itself. */
export interface FleetWord {
  readonly id: string
  readonly name: string
  readonly quorum: number
  /**
   * Its vote for open, and the epoch in which it was cast. `until` is the end of its break by the clock of the server, so that
   * a word which a server hears late, having hung, opens nobody for what is over.
   */
  readonly vote?: {
    readonly until: number
    readonly wait: number
    readonly attempt: number
    readonly epoch: number
  }
  /** Of the trial that it holds, or has just ended. */
  readonly token?: string
  readonly outcome?: 'closed' | 'opened'
  /** It wants the trial of this epoch; with evidence of life at once, else when the wait is over. */
  readonly wish?: { readonly epoch: number; readonly isAlive: boolean }
  /** Calls since the last word. Both or neither. */
  readonly succeeded?: number
  readonly failed?: number
  readonly counts?: boolean
  readonly leaves?: boolean
}
