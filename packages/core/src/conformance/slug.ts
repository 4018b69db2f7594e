import { isOrgkitError } from '../errors'
import { equal, ok, refusal, together } from './assert'
import { type ConformanceCase, organizationsOn, slugsOn } from './case'

const pattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

export const slugCases: ConformanceCase[] = [
  {
    title: 'a slug is proposed from the name, and can be typed (A9)',
    covers: ['createOrganization', 'getOrganization'],
    needs: ['slugs'],
    settings: slugsOn,
    async run(world) {
      const ada = await world.signUp()
      equal(
        (await ada.createOrganization({ name: 'Łódź & Söhne’s' })).organization.slug,
        'lodz-sohnes',
        'it is made of the name',
      )
      const { organization, membership, active } = await ada.createOrganization({
        name: 'Acme',
        slug: '  My-Team ',
      })
      equal(
        [organization.slug, membership.organization.slug],
        ['my-team', 'my-team'],
        'the typed one is kept in lower case',
      )
      equal(await ada.getOrganization({ organization: 'my-team' }), active, 'the organization is found by it')
    },
  },
  {
    title: 'a name without Latin letters leaves the slug to the person (A9)',
    covers: ['createOrganization', 'createOrganization:required'],
    needs: ['slugs'],
    settings: slugsOn,
    async run(world) {
      const ada = await world.signUp()
      for (const name of ['株式会社', '👩‍🚀', '---', '«»']) {
        await refusal(ada.createOrganization({ name }), 'required', { field: 'slug' })
      }
      equal((await ada.listUserMemberships({})).totalCount, 0, 'nothing was created')
      const { organization } = await ada.createOrganization({ name: '株式会社', slug: 'kabushiki' })
      equal(organization.slug, 'kabushiki', 'the typed one is taken')
    },
  },
  {
    title: 'a slug that cannot be one is refused with its field',
    covers: [
      'createOrganization:required',
      'createOrganization:too_short',
      'createOrganization:too_long',
      'createOrganization:invalid_characters',
    ],
    needs: ['slugs'],
    settings: slugsOn,
    async run(world) {
      const ada = await world.signUp()
      const refused = (slug: string) => ada.createOrganization({ name: 'Acme', slug })
      await refusal(refused('   '), 'required', { field: 'slug' })
      await refusal(refused('a'), 'too_short', { field: 'slug' })
      await refusal(refused('a'.repeat(49)), 'too_long', { field: 'slug', meta: { maximum: 48 } })
      for (const slug of [
        '-',
        'a--b',
        '-acme',
        'acme-',
        'ac me',
        'ac/me',
        'äcme',
        'acme_inc',
        '../acme',
        'org_1',
        'ac\u0000me',
      ]) {
        await refusal(refused(slug), 'invalid_characters', { field: 'slug' })
      }
      equal((await ada.listUserMemberships({})).totalCount, 0, 'nothing was created')
      await refused('a'.repeat(48))
    },
  },
  {
    title: 'a taken slug is refused with free ones, and nothing is created',
    covers: ['createOrganization:slug_taken', 'createOrganization'],
    needs: ['slugs'],
    settings: slugsOn,
    async run(world) {
      await (await world.signUp('Ada')).createOrganization({ name: 'Acme', slug: 'acme' })
      const grace = await world.signUp('Grace')
      const error = await refusal(grace.createOrganization({ name: 'Acme', slug: 'ACME' }), 'slug_taken', {
        field: 'slug',
      })
      equal((await grace.getSession({})).session?.status, 'pending', 'Grace has no organization')
      const suggestions = error.meta?.suggestions as readonly string[]
      ok(Array.isArray(suggestions) && suggestions.length > 0, 'free ones are offered')
      for (const slug of suggestions) await grace.createOrganization({ name: 'Acme', slug })
    },
  },
  {
    title: 'of two who take the same slug at once, exactly one gets it',
    covers: ['createOrganization', 'createOrganization:slug_taken'],
    needs: ['slugs'],
    settings: slugsOn,
    async run(world) {
      const users = [await world.signUp('Ada'), await world.signUp('Grace'), await world.signUp('Linus')]
      for (const slug of ['first', 'second', 'third', 'fourth']) {
        const { answers, errors } = await together(
          users.map((user) => user.createOrganization({ name: 'Acme', slug })),
        )
        equal(answers.length, 1, 'one succeeds')
        equal(
          errors.map((error) => isOrgkitError(error) && error.code),
          ['slug_taken', 'slug_taken'],
          'the others are told',
        )
        const finder = users.map((user) => user.getOrganization({ organization: slug }).catch(() => null))
        equal((await Promise.all(finder)).filter(Boolean).length, 1, 'it belongs to one of them')
      }
    },
  },
  {
    title: 'a proposed slug gives way by itself, however many organizations have the name, also at once',
    covers: ['createOrganization'],
    needs: ['slugs'],
    settings: slugsOn,
    async run(world) {
      const users = [await world.signUp('Ada'), await world.signUp('Grace')]
      const name = 'abcdefghijklmnopqrst uvwxyz'
      const { answers, errors } = await together(
        Array.from({ length: 14 }, (_, index) => users[index % 2]!.createOrganization({ name })),
      )
      equal(errors.map(String), [], 'all succeed')
      const slugs = answers.map(({ organization }) => organization.slug ?? '')
      equal(new Set(slugs).size, 14, 'each has a slug of its own')
      for (const slug of slugs) ok(pattern.test(slug) && slug.length <= 48, `${slug} is a slug`)
    },
  },
  {
    title: 'where slugs are off none is shown, and a sent one is refused (A9)',
    covers: [
      'createOrganization',
      'createOrganization:slugs_disabled',
      'checkSlug:slugs_disabled',
      'getOrganization:not_found',
    ],
    needs: ['slugs'],
    settings: organizationsOn,
    async run(world) {
      const ada = await world.signUp()
      await refusal(ada.createOrganization({ name: 'Acme', slug: 'acme' }), 'slugs_disabled', {
        field: 'slug',
      })
      const { organization, membership, active } = await ada.createOrganization({ name: 'Acme' })
      const shown = [organization.slug, membership.organization.slug, active.organization.slug]
      equal(shown, [null, null, null], 'there is no slug')
      await refusal(ada.checkSlug({ slug: 'acme' }), 'slugs_disabled')
      await refusal(ada.getOrganization({ organization: 'acme' }), 'not_found')
    },
  },
  {
    title: 'turning slugs off hides those that were given, turning them on brings the same back (A9)',
    covers: [
      'getOrganization',
      'getOrganization:not_found',
      'listUserMemberships',
      'setLastActiveOrganization',
    ],
    needs: ['slugs', 'updateSettings'],
    settings: slugsOn,
    async run(world) {
      const ada = await world.signUp()
      const { organization } = await ada.createOrganization({ name: 'Acme', slug: 'acme' })
      await world.updateSettings({ slugs: false })
      await refusal(ada.getOrganization({ organization: 'acme' }), 'not_found')
      const { session } = await ada.getSession({ organization: organization.id })
      const { items } = await ada.listUserMemberships({})
      const { active } = await ada.setLastActiveOrganization({ organizationId: organization.id })
      const shown = [
        session?.active?.organization.slug,
        items[0]?.organization.slug,
        active?.organization.slug,
      ]
      equal(shown, [null, null, null], 'it is shown nowhere')
      await world.updateSettings({ slugs: true })
      equal(
        (await ada.getOrganization({ organization: 'acme' })).organization,
        organization,
        'it is the same again',
      )
    },
  },
  {
    title: 'checkSlug says whether a slug is free, and offers free ones where it is not',
    covers: ['checkSlug', 'createOrganization'],
    needs: ['slugs'],
    settings: slugsOn,
    async run(world) {
      const ada = await world.signUp('Ada')
      equal(
        await ada.checkSlug({ slug: 'Acme' }),
        { slug: 'acme', refusal: null, suggestions: [] },
        'it is free',
      )
      await ada.createOrganization({ name: 'Acme', slug: 'acme' })
      const grace = await world.signUp('Grace')
      const { slug, refusal: taken, suggestions } = await grace.checkSlug({ slug: ' ACME ' })
      equal([slug, taken?.code, taken?.field], ['acme', 'slug_taken', 'slug'], 'it is taken')
      ok(suggestions.length > 0, 'others are offered')
      for (const offered of suggestions) {
        equal((await grace.checkSlug({ slug: offered })).refusal, null, 'an offered one is free')
        equal(
          (await grace.createOrganization({ name: 'Acme', slug: offered })).organization.slug,
          offered,
          'and can be taken',
        )
      }
    },
  },
  {
    title: 'checkSlug says why a slug cannot be one',
    covers: ['checkSlug'],
    needs: ['slugs'],
    settings: slugsOn,
    async run(world) {
      const ada = await world.signUp()
      const expected = [
        ['a', 'too_short'],
        ['a'.repeat(49), 'too_long'],
        ['ä ö', 'invalid_characters'],
        ['a/b', 'invalid_characters'],
        ['%41', 'invalid_characters'],
        ['a?b#c', 'invalid_characters'],
        ['-', 'invalid_characters'],
      ] as const
      for (const [slug, code] of expected) {
        const answer = await ada.checkSlug({ slug })
        equal(
          [answer.refusal?.code, answer.refusal?.field, answer.suggestions],
          [code, 'slug', []],
          `${slug} is ${code}`,
        )
      }
    },
  },
]
