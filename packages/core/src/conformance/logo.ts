import { equal, ok, refusal, together } from './assert'
import { type ConformanceCase, later, organizationsOn, type TestUser } from './case'
import { picture, pictureOfSize } from './pictures'

const createAcme = async (user: TestUser) => (await user.createOrganization({ name: 'Acme' })).organization

export const logoCases: ConformanceCase[] = [
  {
    title: 'a logo is set, shown everywhere, told in an event, and removed',
    covers: ['setOrganizationLogo', 'getOrganization', 'getSession'],
    needs: ['logos'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const { id, updatedAt } = await createAcme(ada)
      await later()
      const { organization, events } = await ada.setOrganizationLogo({
        organizationId: id,
        logo: picture('red'),
      })
      const { imageUrl } = organization
      ok(imageUrl, 'the organization has a picture')
      equal(organization.version, 2, 'its version is raised')
      ok(organization.updatedAt > updatedAt, 'it knows that it changed')
      equal(
        events.map((event) => event.type === 'organization.updated' && event.organization),
        [organization],
        'the event tells it',
      )
      const { active, memberships } = (await ada.getSession({})).session!
      equal(active?.organization, organization, 'the session shows it')
      equal(memberships.items[0]?.organization.imageUrl, imageUrl, 'the switcher shows it')
      const removed = await ada.setOrganizationLogo({ organizationId: id, logo: null })
      equal([removed.organization.imageUrl, removed.organization.version], [null, 3], 'it is removed')
      equal((await ada.getOrganization({ organization: id })).organization, removed.organization, 'for good')
    },
  },
  {
    title: 'PNG, JPEG and WebP are taken, and another picture has another address',
    covers: ['setOrganizationLogo'],
    needs: ['logos'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const { id } = await createAcme(ada)
      const urls = new Set<string | null>()
      for (const name of ['red', 'jpeg', 'webp', 'blue'] as const) {
        const { organization } = await ada.setOrganizationLogo({ organizationId: id, logo: picture(name) })
        ok(organization.imageUrl, `${name} is taken`)
        urls.add(organization.imageUrl)
      }
      equal(urls.size, 4, 'no address shows two pictures')
    },
  },
  {
    title: 'what is no picture is refused, whatever it says of itself, and changes nothing',
    covers: ['setOrganizationLogo:image_unsupported', 'getOrganization'],
    needs: ['logos'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const { id } = await createAcme(ada)
      const { organization } = await ada.setOrganizationLogo({ organizationId: id, logo: picture('red') })
      const bad = [
        new Blob(['<script>alert(1)</script>'], { type: 'image/png' }),
        new Blob(['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'], { type: 'image/svg+xml' }),
        new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'], { type: 'image/webp' }),
        new Blob(['GIF89a\u0001\u0000\u0001\u0000'], { type: 'image/jpeg' }),
        new Blob(['%PDF-1.7'], { type: 'application/pdf' }),
        new Blob([picture('red')], { type: 'text/html' }),
        new Blob([], { type: 'image/png' }),
      ]
      for (const logo of bad) {
        await refusal(ada.setOrganizationLogo({ organizationId: id, logo }), 'image_unsupported', {
          field: 'logo',
        })
      }
      equal(
        (await ada.getOrganization({ organization: id })).organization,
        organization,
        'the old logo stays',
      )
    },
  },
  {
    title: 'a picture of more than 512 kB is refused, and changes nothing',
    covers: ['setOrganizationLogo', 'setOrganizationLogo:image_too_large'],
    needs: ['logos'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const { id } = await createAcme(ada)
      const set = (bytes: number) =>
        ada.setOrganizationLogo({ organizationId: id, logo: pictureOfSize(bytes) })
      for (const bytes of [512 * 1024 + 1, 3 * 1024 * 1024]) {
        await refusal(set(bytes), 'image_too_large', { field: 'logo', meta: { maximumBytes: 512 * 1024 } })
      }
      equal((await ada.getOrganization({ organization: id })).organization.version, 1, 'nothing changed')
      await set(512 * 1024)
    },
  },
  {
    title: 'a stranger’s bad picture is answered as a stranger’s, not as a bad picture',
    covers: ['setOrganizationLogo:not_found'],
    needs: ['logos'],
    settings: organizationsOn,
    async run(world) {
      const { id } = await createAcme(await world.signUp('Ada'))
      const grace = await world.signUp('Grace')
      await createAcme(grace)
      const logo = new Blob(['no picture'], { type: 'image/png' })
      await refusal(grace.setOrganizationLogo({ organizationId: id, logo }), 'not_found')
    },
  },
  {
    title: 'logos set at once all count: versions and event numbers have no gap and no double',
    covers: ['setOrganizationLogo'],
    needs: ['logos'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      const { id } = await createAcme(ada)
      const names = ['red', 'blue', 'webp', 'jpeg', 'red', 'blue'] as const
      const { answers, errors } = await together(
        names.map((name) => ada.setOrganizationLogo({ organizationId: id, logo: picture(name) })),
      )
      equal(errors.map(String), [], 'all succeed')
      const ascending = (left: number, right: number) => left - right
      equal(
        answers.map(({ organization }) => organization.version).sort(ascending),
        [2, 3, 4, 5, 6, 7],
        'each has a version',
      )
      const sequences = answers.flatMap(({ events }) => events.map(({ sequence }) => sequence))
      equal(sequences.sort(ascending), [3, 4, 5, 6, 7, 8], 'each event has a number')
      const last = answers.find(({ organization }) => organization.version === 7)
      equal(
        (await ada.getOrganization({ organization: id })).organization,
        last?.organization,
        'the last version is the one that stays',
      )
    },
  },
]
