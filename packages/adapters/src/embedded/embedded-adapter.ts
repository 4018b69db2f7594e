import {
  type Adapter,
  type AdapterMethods,
  type CallOptions,
  type Identity,
  type InstanceSettings,
  isOrgkitError,
} from '@orgkit/core'
import { OrgkitError, type OrgkitEvent, type RoleKey } from '@orgkit/core'
import { type AppInput, type AppOperationName, type AppOutput, appRoutes } from '@orgkit/core/contract/app'
import type { BackendInput, BackendOperationName, BackendOutput } from '@orgkit/core/contract/backend'
import type { DomainCodeMail, InvitationMail } from '@orgkit/core/engine'
import type { Faults } from './faults'
import { createSubscribe } from './live'
import { checkOptions, type EmbeddedAdapterOptions, instanceId } from './options'
import { checkShape, copyOf } from './plain'
import { createWorld, known, type World } from './world'

/** What a test, a story or an app's own test does to the backend from outside. */
export interface EmbeddedControls {
  /** Signs in a user of the seed, or one that signed up. Throws on an unknown one. */
  signIn(userId: string): void
  signOut(): void
  /** A new user, signed in at once. */
  signUp(user: {
    id?: string
    name: string
    email: string
    /** @default true */ verified?: boolean
  }): Identity
  /** Another adapter on the same backend, with a session of its own. `null`: signed out. */
  as(userId: string | null): EmbeddedAdapter
  /** Makes calls of an operation (`*`: of all) reject. Call the answer to end it. */
  fail: Faults['fail']
  /** Makes calls of an operation (`*`: of all) wait, before they reach the backend. Call the answer to end it. */
  delay: Faults['delay']
  updateSettings(change: Partial<InstanceSettings>): void
  addMember(organizationId: string, userId: string, roleKey: RoleKey): Promise<void>
  /**
   * Invitations that the backend would have mailed to the address, the newest first, without what has been answered or revoked
   * since.
   */
  readMail(address: string): Promise<readonly InvitationMail[]>
  /** Codes that it would have mailed there to prove a domain, the newest first, without those that prove nothing any more. */
  readCodes(address: string): Promise<readonly DomainCodeMail[]>
  /** Puts a TXT record into the DNS that the backend asks; there are no others. */
  publishTxt(name: string, value: string): void
  /** Asks an operation of the backend contract, as the app's own server would. */
  backend<Name extends BackendOperationName>(
    name: Name,
    input: BackendInput<Name>,
    options?: Pick<CallOptions, 'idempotencyKey'>,
  ): Promise<BackendOutput<Name>>
  /** What the backend has told about an organization, or a user of their own, in order. */
  eventsOf(organizationOrUserId: string): readonly OrgkitEvent[]
  /** Back to the seed, its settings and its first user; nothing fails or waits any more. */
  reset(): Promise<void>
}

export interface EmbeddedAdapter extends Adapter {
  controls: EmbeddedControls
  /** For the provider's `identity`. */
  identity: {
    signOut(): Promise<void>
    subscribe(listener: () => void): () => void
  }
}

/**
 * A whole backend in the page or in a test: the same engine as the reference server, over memory. Nothing checks who somebody
 * is, so it is for first steps, stories and tests.
 */
export function embeddedAdapter(options: EmbeddedAdapterOptions = {}): EmbeddedAdapter {
  const checked = checkOptions(options)
  const world = createWorld(checked)
  const first = world.storage?.loadSignedIn()
  return adapterOf(
    world,
    createSignIn(world, first === undefined ? checked.signedInAs : first, world.storage),
  )
}

function adapterOf(world: World, signIn: SignIn): EmbeddedAdapter {
  return {
    name: 'embedded',
    capabilities: {
      offset: true,
      search: true,
      slugs: true,
      logos: true,
      domains: true,
      members: true,
      roles: true,
      activity: true,
      invitations: true,
      idempotency: true,
      live: true,
    },
    ...methodsOf(world, signIn),
    subscribe: createSubscribe(world, signIn),
    identity: {
      signOut: async () => signIn.set(null),
      subscribe: signIn.subscribe,
    },
    controls: {
      signIn: (userId) => signIn.set(known(world.identities, userId).id),
      signOut: () => signIn.set(null),
      signUp(user) {
        const identity = world.signUp(user)
        signIn.set(identity.id)
        return copyOf(identity)
      },
      as: (userId) =>
        adapterOf(world, createSignIn(world, userId === null ? null : known(world.identities, userId).id)),
      fail: world.faults.fail,
      delay: world.faults.delay,
      updateSettings: world.updateSettings,
      addMember: world.addMember,
      readMail: world.readMail,
      readCodes: world.readCodes,
      publishTxt: world.dns.publish,
      backend: async (name, input, { idempotencyKey } = {}) =>
        copyOf(await world.engine.executeBackend(name, instanceId, copyOf(input), { idempotencyKey })),
      eventsOf: (id) =>
        copyOf(
          world.store
            .data()
            .events.filter(
              (event) => ('organizationId' in event ? event.organizationId : event.userId) === id,
            ),
        ),
      async reset() {
        await world.reset()
        signIn.set(world.options.signedInAs)
      },
    },
  }
}

/** Every operation of the app contract: wait, fail, ask the engine, fail again. */
function methodsOf(world: World, signIn: SignIn): AdapterMethods {
  const names = Object.keys(appRoutes) as AppOperationName[]
  const method =
    <Name extends AppOperationName>(name: Name) =>
    (input: AppInput<Name>, options?: CallOptions) =>
      call(world, signIn, name, input, options)
  return Object.fromEntries(names.map((name) => [name, method(name)])) as unknown as AdapterMethods
}

async function call<Name extends AppOperationName>(
  { engine, faults, options: { latencyMs } }: World,
  signIn: SignIn,
  name: Name,
  given: AppInput<Name>,
  { signal, idempotencyKey }: CallOptions = {},
): Promise<AppOutput<Name>> {
  signal?.throwIfAborted()
  const input = copyOf(given)
  // Who calls is settled when the call is made, as a cookie is sent with the request.
  const caller = { instanceId, identity: signIn.identity() }
  const answer = (async () => {
    await faults.wait(name, latencyMs)
    signal?.throwIfAborted()
    faults.throwBefore(name, input)
    checkShape(name, input)
    const output = await engine.execute(name, caller, input, { idempotencyKey })
    faults.throwAfter(name, input)
    return copyOf(output)
  })().catch((error: unknown) => {
    if (isOrgkitError(error) || signal?.aborted) throw error
    const message = error instanceof Error ? error.message : String(error)
    throw new OrgkitError({ code: 'internal', message }, { cause: error })
  })
  return signal ? untilAborted(answer, signal) : answer
}

function untilAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error)
    signal.addEventListener('abort', giveUp, { once: true })
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}

interface SignIn {
  identity(): Identity | null
  set(userId: string | null): void
  subscribe(listener: () => void): () => void
}

/** Who is signed in, for one adapter. Kept in the browser only for the one that the app made. */
function createSignIn(world: World, first: string | null, storage: World['storage'] = null): SignIn {
  const listeners = new Set<() => void>()
  let userId = first

  function change(next: string | null): void {
    if (next === userId) return
    userId = next
    for (const listener of [...listeners]) listener()
  }

  storage?.onSignedIn(change)
  return {
    identity: () => copyOf((userId !== null && world.identities.get(userId)) || null),
    set(next) {
      storage?.saveSignedIn(next)
      change(next)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
