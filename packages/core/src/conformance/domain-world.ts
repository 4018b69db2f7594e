import type { EnrollmentMode } from '../model/domain'
import { later, organizationsOn, type TestUser, type TestWorld } from './case'
import { createTeam } from './team'

export const domainsOn = { ...organizationsOn, domains: true, membershipLimit: null }

export interface DomainWorld {
  /** Administers Acme. */
  ada: TestUser
  organizationId: string
  /** The verified domain `acme.test` of Acme; an invitation or suggestion by it has the same id. */
  domainId: string
  /** Somebody new, with an address at the domain. */
  comer(name: string, options?: { verified?: boolean; at?: string }): Promise<TestUser>
  /** The app gives Acme another verified domain; answers with its id. */
  addDomain(name: string, enrollmentMode: EnrollmentMode): Promise<string>
  setMode(enrollmentMode: EnrollmentMode): Promise<void>
}

/** Acme with a domain that the app vouches for. Cases with it need the hook `backend`. */
export async function createDomainWorld(world: TestWorld, mode: EnrollmentMode): Promise<DomainWorld> {
  const { ada, organizationId } = await createTeam(world)
  const addDomain = async (name: string, enrollmentMode: EnrollmentMode) => {
    const wish = { organizationId, name, enrollmentMode, verified: true }
    return (await world.backend('addDomain', wish)).domain.id
  }
  const domainId = await addDomain('acme.test', mode)
  return {
    ada,
    organizationId,
    domainId,
    addDomain,
    async comer(name, { verified = true, at = 'acme.test' } = {}) {
      await later()
      return world.signUp(name, { email: `${name.toLowerCase()}@${at}`, verified })
    },
    async setMode(enrollmentMode) {
      await world.backend('updateDomain', { organizationId, domainId, enrollmentMode })
    },
  }
}

export const typesOf = (events: readonly { type: string }[]) => events.map(({ type }) => type)
