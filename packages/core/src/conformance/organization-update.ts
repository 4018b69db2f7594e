import { equal, ok, refusal, together } from './assert'
import { type ConformanceCase, organizationsOn, slugsOn, type TestUser, type TestWorld } from './case'
import { createTeam, signUpElsewhere } from './team'

async function createAcme(world: TestWorld) {
  const ada = await world.signUp('Ada')
  const { organization } = await ada.createOrganization({ name: 'Acme', slug: 'acme' })
  return { ada, organization, organizationId: organization.id }
}

const shownAs = async (user: TestUser, organization: string) =>
  (await user.getOrganization({ organization })).organization

export const organizationUpdateCases: ConformanceCase[] = [
  {
    title: 'a new name is shown to everybody at once, and found',
    covers: ['updateOrganization', 'listUserMemberships', 'getSession'],
    needs: ['search', 'addMember'],
    settings: organizationsOn,
    async run(world) {
      const { ada, organizationId, others } = await createTeam(world, { Grace: 'org:member' })
      const before = await shownAs(ada, organizationId)
      const { organization, events } = await ada.updateOrganization({ organizationId, name: '  Globex ' })
      const { updatedAt } = organization
      equal(
        organization,
        { ...before, name: 'Globex', updatedAt, version: before.version + 1 },
        'only the name is another, without white space at its ends',
      )
      ok(updatedAt >= before.updatedAt, 'it knows when')
      const [told] = events
      ok(told?.type === 'organization.updated' && events.length === 1, 'the event says so')
      equal(told.organization, organization, 'with the organization')
      equal(await shownAs(others[0]!, organizationId), organization, 'another member reads it')
      const { session } = await others[0]!.getSession({})
      equal(session?.memberships.items[0]?.organization.name, 'Globex', 'the switcher shows it')
      equal((await ada.listUserMemberships({ query: 'glob' })).totalCount, 1, 'it is found by it')
      equal((await ada.listUserMemberships({ query: 'acme' })).totalCount, 0, 'and not by the old one')
    },
  },
  {
    title: 'what is the same already is no change, and is not told',
    covers: ['updateOrganization'],
    needs: ['slugs'],
    settings: slugsOn,
    async run(world) {
      const { ada, organization, organizationId } = await createAcme(world)
      for (const change of [{}, { name: ' Acme ' }, { slug: 'ACME' }, { name: 'Acme', slug: 'acme' }]) {
        const answer = await ada.updateOrganization({ organizationId, ...change })
        equal(answer, { organization, events: [] }, 'it is as it was')
      }
    },
  },
  {
    title: 'a name or slug that cannot be one is refused with its field, and nothing changes',
    covers: [
      'updateOrganization:required',
      'updateOrganization:too_short',
      'updateOrganization:too_long',
      'updateOrganization:invalid_characters',
    ],
    needs: ['slugs'],
    settings: slugsOn,
    async run(world) {
      const { ada, organization, organizationId } = await createAcme(world)
      const update = (change: object) =>
        ada.updateOrganization({ organizationId, name: 'Other', slug: 'other', ...change })
      await refusal(update({ name: '  ' }), 'required', { field: 'name' })
      await refusal(update({ name: 'x'.repeat(101) }), 'too_long', { field: 'name' })
      await refusal(update({ name: 'a\u0000b' }), 'invalid_characters', { field: 'name' })
      await refusal(update({ slug: '' }), 'required', { field: 'slug' })
      await refusal(update({ slug: 'a' }), 'too_short', { field: 'slug' })
      await refusal(update({ slug: 'a'.repeat(49) }), 'too_long', { field: 'slug' })
      for (const slug of ['a_b', 'ac me', '-acme', '../acme', 'äcme']) {
        await refusal(update({ slug }), 'invalid_characters', { field: 'slug' })
      }
      equal(await shownAs(ada, 'acme'), organization, 'neither name nor slug')
    },
  },
  {
    title: 'a slug that was given up leads to its organization, under the new one (A9)',
    covers: ['updateOrganization', 'getOrganization', 'getSession', 'listUserMemberships'],
    needs: ['slugs', 'search'],
    settings: slugsOn,
    async run(world) {
      const { ada, organizationId } = await createAcme(world)
      for (const slug of ['acme-2', 'acme-3']) await ada.updateOrganization({ organizationId, slug })
      for (const slug of ['acme', 'acme-2', 'acme-3']) {
        const found = await shownAs(ada, slug)
        equal([found.id, found.slug], [organizationId, 'acme-3'], `by ${slug}`)
        const { session } = await ada.getSession({ organization: slug })
        equal(
          [session?.active?.organization.slug, session?.activeError],
          ['acme-3', null],
          'the session works in it, too',
        )
      }
      const { items } = await ada.listUserMemberships({ query: 'acme-3' })
      equal(items[0]?.organization.slug, 'acme-3', 'the switcher finds it by the new one')
    },
  },
  {
    title: 'a slug that was given up is nobody else’s, but its own organization takes it back (A9)',
    covers: [
      'checkSlug',
      'createOrganization:slug_taken',
      'updateOrganization:slug_taken',
      'updateOrganization',
      'getOrganization:not_found',
    ],
    needs: ['slugs'],
    settings: slugsOn,
    async run(world) {
      const { ada, organizationId } = await createAcme(world)
      const { user: grace, organizationId: hers } = await signUpElsewhere(world, 'Grace')
      await ada.updateOrganization({ organizationId, slug: 'apex' })
      for (const slug of ['acme', 'apex']) {
        equal((await grace.checkSlug({ slug })).refusal?.code, 'slug_taken', `${slug} is called taken`)
        await refusal(grace.createOrganization({ name: 'Other', slug }), 'slug_taken', { field: 'slug' })
        const take = grace.updateOrganization({ organizationId: hers, slug })
        const { meta } = await refusal(take, 'slug_taken', { field: 'slug' })
        ok(Array.isArray(meta?.suggestions) && meta.suggestions.length > 0, 'free ones are offered')
        await refusal(grace.getOrganization({ organization: slug }), 'not_found')
      }
      equal((await shownAs(grace, hers)).slug, 'globex', 'Grace’s keeps its own')
      const { organization } = await ada.updateOrganization({ organizationId, slug: 'acme' })
      equal(organization.slug, 'acme', 'Ada has it back')
      equal((await shownAs(ada, 'apex')).slug, 'acme', 'and the other one leads there now')
    },
  },
  {
    title: 'of two organizations that want one slug at once, exactly one gets it (A9)',
    covers: ['updateOrganization', 'updateOrganization:slug_taken'],
    needs: ['slugs'],
    settings: slugsOn,
    async run(world) {
      const { ada, organizationId } = await createAcme(world)
      const other = (await ada.createOrganization({ name: 'Other' })).organization.id
      const { answers, errors } = await together<unknown>([
        ada.updateOrganization({ organizationId, slug: 'wanted' }),
        ada.updateOrganization({ organizationId: other, slug: 'wanted' }),
        ada.createOrganization({ name: 'Third', slug: 'wanted' }),
      ])
      equal([answers.length, errors.length], [1, 2], 'one of three')
      for (const error of errors) await refusal(Promise.reject(error), 'slug_taken')
      const slugs = [(await shownAs(ada, organizationId)).slug, (await shownAs(ada, other)).slug]
      ok(slugs.filter((slug) => slug === 'wanted').length <= 1, 'it stands once')
    },
  },
  {
    title: 'two organizations exchange slugs only through a third, and each keeps what it gave up',
    covers: ['updateOrganization', 'updateOrganization:slug_taken'],
    needs: ['slugs'],
    settings: slugsOn,
    async run(world) {
      const { ada, organizationId } = await createAcme(world)
      const apex = (await ada.createOrganization({ name: 'Apex', slug: 'apex' })).organization.id
      const swap = ada.updateOrganization({ organizationId, slug: 'apex' })
      await refusal(swap, 'slug_taken')
      await ada.updateOrganization({ organizationId: apex, slug: 'apogee' })
      await refusal(ada.updateOrganization({ organizationId, slug: 'apex' }), 'slug_taken')
      equal((await shownAs(ada, 'apex')).id, apex, 'it still leads to whose it was')
    },
  },
  {
    title: 'a change made for a version that is not the latest is refused, and changes nothing',
    covers: ['updateOrganization', 'updateOrganization:conflict'],
    needs: ['slugs'],
    settings: slugsOn,
    async run(world) {
      const { ada, organization, organizationId } = await createAcme(world)
      const { version } = organization
      const first = await ada.updateOrganization({ organizationId, name: 'First', version })
      const stale = ada.updateOrganization({ organizationId, name: 'Second', slug: 'second', version })
      await refusal(stale, 'conflict', { field: 'version' })
      equal(await shownAs(ada, organizationId), first.organization, 'the first one stays')
      equal((await ada.checkSlug({ slug: 'second' })).refusal, null, 'no slug was claimed')
      const change = (name: string) =>
        ada.updateOrganization({ organizationId, name, version: first.organization.version })
      const { answers, errors } = await together(['A', 'B', 'C'].map(change))
      equal([answers.length, errors.length], [1, 2], 'of three at once one is made')
      for (const error of errors) await refusal(Promise.reject(error), 'conflict')
      await ada.updateOrganization({ organizationId, name: 'Without a version' })
    },
  },
]
