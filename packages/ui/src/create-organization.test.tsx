import {
  createGate,
  embeddedAdapter,
  type EmbeddedAdapterOptions,
  sampleRoles,
  sampleWorld,
} from '@orgkit/adapters/embedded'
import { OrgkitError } from '@orgkit/core'
import { OrgkitProvider, type OrgkitProviderProps } from '@orgkit/react'
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { CreateOrganization, type CreateOrganizationProps } from './create-organization'

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])
const picture = () => new File([png], 'logo.png', { type: 'image/png' })

interface World {
  options?: EmbeddedAdapterOptions
  provider?: Partial<OrgkitProviderProps>
  props?: CreateOrganizationProps
}

/** Linus is in no organization, slugs are on, and `acme` is taken. */
function open({ options, provider, props }: World = {}) {
  const { settings, ...rest } = options ?? {}
  const adapter = embeddedAdapter({
    seed: sampleWorld(),
    roles: sampleRoles,
    signedInAs: 'linus',
    settings: { slugs: true, ...settings },
    ...rest,
  })
  const create = vi.spyOn(adapter, 'createOrganization')
  const setLogo = vi.spyOn(adapter, 'setOrganizationLogo')
  const user = userEvent.setup()
  const view = render(
    <StrictMode>
      <OrgkitProvider adapter={adapter} {...provider}>
        <CreateOrganization slugPrefix="app.test/" {...props} />
      </OrgkitProvider>
    </StrictMode>,
  )
  const organizations = async () =>
    (await adapter.listUserMemberships({})).items.map(({ organization }) => organization)
  return { adapter, create, setLogo, user, view, organizations }
}

const nameField = () => screen.findByLabelText<HTMLInputElement>('Name')
const slugField = () => screen.findByLabelText<HTMLInputElement>('Address')
const submit = () => screen.getByRole('button', { name: 'Continue' })
const describedBy = (field: HTMLElement) =>
  (field.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ')

afterEach(() => sessionStorage.clear())

URL.createObjectURL ??= () => 'blob:preview'
URL.revokeObjectURL ??= () => {}

describe('the name', () => {
  test.each([
    ['empty', ''],
    ['only white space', '   \u3000'],
    ['nothing visible', '\u200b\u2060\ufeff'],
  ])('is asked for when it is %s', async (_, typed) => {
    const { create, user } = open()
    fireEvent.change(await nameField(), { target: { value: typed } })
    await user.click(submit())
    await waitFor(async () =>
      expect(describedBy(await nameField())).toContain('Give your organization a name.'),
    )
    expect(await nameField()).toHaveAttribute('aria-invalid', 'true')
    expect(await nameField()).toHaveFocus()
    expect(create).not.toHaveBeenCalled()
  })

  test('is at most 100 characters, counted as people count them', async () => {
    const { create, user } = open()
    fireEvent.change(await nameField(), { target: { value: '🙂'.repeat(101) } })
    fireEvent.change(await slugField(), { target: { value: 'smile' } })
    await user.click(submit())
    await waitFor(async () => expect(describedBy(await nameField())).toContain('At most 100 characters.'))
    expect(create).not.toHaveBeenCalled()
    fireEvent.change(await nameField(), { target: { value: '🙂'.repeat(100) } })
    await waitFor(async () => expect(await nameField()).not.toHaveAttribute('aria-invalid'))
    await user.click(submit())
    await screen.findByRole('heading', { name: /is ready/ })
  })

  test('that holds markup is text', async () => {
    const { user, organizations } = open()
    const name = '<b onmouseover="alert(1)">Bold</b> & Sons'
    fireEvent.change(await nameField(), { target: { value: name } })
    await user.click(submit())
    expect(await screen.findByRole('heading', { name: `${name} is ready` })).toBeVisible()
    expect(document.querySelector('b')).toBeNull()
    expect(await organizations()).toMatchObject([{ name, slug: 'b-onmouseover-alert-1-bold-b-sons' }])
  })

  test('is not scolded for being passed through empty', async () => {
    const { user } = open()
    await user.click(await nameField())
    await user.tab()
    expect(await nameField()).not.toHaveAttribute('aria-invalid')
  })

  test('is checked when it is left', async () => {
    const { user } = open()
    await user.type(await nameField(), '  ')
    await user.tab()
    await waitFor(async () =>
      expect(describedBy(await nameField())).toContain('Give your organization a name.'),
    )
    await user.type(await nameField(), 'Solo')
    await waitFor(async () => expect(describedBy(await nameField())).not.toContain('Give'))
  })

  test('draws its mark while it is typed', async () => {
    const { user, view } = open()
    const mark = () => view.container.querySelector('[data-orgkit="organization-avatar"]')
    await user.type(await nameField(), 'zebra')
    expect(mark()).toHaveTextContent('Z')
  })
})

describe('the address', () => {
  test('follows the name until it is edited, and again once it was emptied', async () => {
    const { user } = open()
    await user.type(await nameField(), 'Söhne & Co')
    expect(await slugField()).toHaveValue('sohne-co')
    await user.clear(await slugField())
    await user.type(await slugField(), 'mine')
    await user.type(await nameField(), 's')
    expect(await slugField()).toHaveValue('mine')
    await user.clear(await slugField())
    expect(await slugField()).toHaveValue('')
    await user.type(await nameField(), '!x')
    expect(await slugField()).toHaveValue('sohne-cos-x')
  })

  test('is filled again when it is left empty', async () => {
    const { user } = open()
    await user.type(await nameField(), 'Solo')
    await user.clear(await slugField())
    await user.tab()
    expect(await slugField()).toHaveValue('solo')
  })

  test('is left to the person where the name has no Latin letters', async () => {
    const { create, user } = open()
    await user.type(await nameField(), '株式会社東京')
    expect(await slugField()).toHaveValue('')
    expect(describedBy(await slugField())).toContain(
      'This name has no Latin letters for an address. Type one.',
    )
    await user.click(submit())
    await waitFor(async () => expect(describedBy(await slugField())).toContain('Type an address'))
    expect(await slugField()).toHaveFocus()
    expect(create).not.toHaveBeenCalled()
    await user.type(await slugField(), 'tokyo')
    await user.click(submit())
    await screen.findByRole('heading', { name: '株式会社東京 is ready' })
    expect(create).toHaveBeenCalledExactlyOnceWith({ name: '株式会社東京', slug: 'tokyo' }, expect.anything())
  })

  test('is said to be free', async () => {
    const { user } = open()
    await user.type(await nameField(), 'Solo')
    await waitFor(async () => expect(describedBy(await slugField())).toContain('Free to use'))
    expect(describedBy(await slugField())).toContain('app.test/')
  })

  test('that is taken comes with free ones to press, and writes nothing', async () => {
    const { create, user } = open()
    await user.type(await nameField(), 'Acme')
    const suggestion = await screen.findByRole('button', { name: 'acme-hq' })
    expect(describedBy(await slugField())).toContain('Taken. Try acme-hq')
    await user.click(submit())
    expect(await slugField()).toHaveFocus()
    expect(create).not.toHaveBeenCalled()
    await user.click(suggestion)
    expect(await slugField()).toHaveValue('acme-hq')
    expect(await slugField()).toHaveFocus()
    await waitFor(async () => expect(describedBy(await slugField())).toContain('Free to use'))
    await user.click(submit())
    await screen.findByRole('heading', { name: 'Acme is ready' })
    expect(create).toHaveBeenCalledExactlyOnceWith({ name: 'Acme', slug: 'acme-hq' }, expect.anything())
  })

  test('that is taken between the check and the write is said on its field, with what was typed', async () => {
    const { adapter, create, user, organizations } = open()
    await user.type(await nameField(), 'Race')
    await waitFor(async () => expect(describedBy(await slugField())).toContain('Free to use'))
    await adapter.controls.as('grace').createOrganization({ name: 'Other', slug: 'race' })
    await user.click(submit())
    await waitFor(async () => expect(describedBy(await slugField())).toContain('Taken. Try race-hq'))
    expect(await slugField()).toHaveFocus()
    expect(await nameField()).toHaveValue('Race')
    expect(await slugField()).toHaveValue('race')
    await user.click(submit())
    expect(create).toHaveBeenCalledTimes(1)
    await user.click(screen.getByRole('button', { name: 'race-team' }))
    await user.click(submit())
    await screen.findByRole('heading', { name: 'Race is ready' })
    expect(await organizations()).toMatchObject([{ name: 'Race', slug: 'race-team' }])
  })

  test.each([
    ['two words', 'Only a–z, 0–9 and single hyphens between them.'],
    ['a', 'At least 2 characters.'],
    ['a'.repeat(49), 'At most 48 characters.'],
  ])('%s is refused before anything is sent', async (typed, sentence) => {
    const { create, user } = open()
    await user.type(await nameField(), 'Solo')
    fireEvent.change(await slugField(), { target: { value: typed } })
    await user.click(submit())
    await waitFor(async () => expect(describedBy(await slugField())).toContain(sentence))
    expect(create).not.toHaveBeenCalled()
  })

  test('may be tried when nobody could be asked', async () => {
    const { adapter, user } = open()
    adapter.controls.fail('checkSlug', 'unsupported')
    await user.type(await nameField(), 'Solo')
    await waitFor(async () => expect(describedBy(await slugField())).toContain('Not checked'))
    await user.click(submit())
    await screen.findByRole('heading', { name: 'Solo is ready' })
  })

  test('is neither shown nor sent where the instance has none', async () => {
    const { create, user } = open({ options: { settings: { slugs: false } } })
    await user.type(await nameField(), 'Solo')
    expect(screen.queryByLabelText('Address')).toBeNull()
    await user.click(submit())
    await screen.findByRole('heading', { name: 'Solo is ready' })
    expect(create).toHaveBeenCalledExactlyOnceWith({ name: 'Solo' }, expect.anything())
  })
})

describe('bad luck', () => {
  test('a double click and a double Enter are one write', async () => {
    const { adapter, create, user, organizations } = open()
    const gate = createGate()
    adapter.controls.delay('createOrganization', gate)
    await user.type(await nameField(), 'Solo')
    await user.dblClick(submit())
    await user.type(await nameField(), '{Enter}{Enter}')
    expect(gate.waiting).toBe(1)
    expect(submit()).toHaveAttribute('aria-busy', 'true')
    gate.open()
    await screen.findByRole('heading', { name: 'Solo is ready' })
    expect(create).toHaveBeenCalledTimes(1)
    expect(await organizations()).toHaveLength(1)
  })

  test.each([
    ['a 500 before the commit', 'internal', false],
    ['a 500 after the commit', 'internal', true],
    ['a cut connection before the commit', 'unreachable', false],
    ['a cut connection after the commit', 'unreachable', true],
  ] as const)('%s keeps what was typed, and tried again makes one organization', async (_, code, after) => {
    const { adapter, create, user, organizations } = open()
    adapter.controls.fail('createOrganization', code, { times: 2, after })
    await user.type(await nameField(), 'Solo')
    await user.click(submit())
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent('Nothing that you typed is lost.')
    expect(await nameField()).toHaveValue('Solo')
    expect(await slugField()).toHaveValue('solo')
    await user.click(within(alert).getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(create).toHaveBeenCalledTimes(2))
    await waitFor(() => expect(submit()).not.toHaveAttribute('aria-busy'))
    await user.click(submit())
    await screen.findByRole('heading', { name: 'Solo is ready' })
    const keys = create.mock.calls.map(([, options]) => options?.idempotencyKey)
    expect(new Set(keys)).toEqual(new Set([expect.any(String)]))
    expect(await organizations()).toHaveLength(1)
  })

  test('a refusal of a field lands on that field', async () => {
    const { adapter, user } = open()
    adapter.controls.fail(
      'createOrganization',
      new OrgkitError({ code: 'invalid_characters', field: 'name' }),
      { times: 1 },
    )
    await user.type(await nameField(), 'Solo')
    await user.click(submit())
    await waitFor(async () =>
      expect(describedBy(await nameField())).toContain('characters that cannot be used'),
    )
    expect(await nameField()).toHaveFocus()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('a limit that was reached meanwhile is said', async () => {
    const { adapter, user } = open()
    adapter.controls.fail('createOrganization', 'creation_limit_reached')
    await user.type(await nameField(), 'Solo')
    await user.click(submit())
    expect(await screen.findByRole('alert')).toHaveTextContent('as many organizations as you may')
  })
})

describe('the logo', () => {
  const upload = async (user: ReturnType<typeof userEvent.setup>, file: File) => {
    await nameField()
    const input = document.querySelector<HTMLInputElement>('input[type="file"]')!
    await userEvent.setup({ applyAccept: false }).upload(input, file)
  }

  test.each([
    ['no picture', new File(['%PDF'], 'a.pdf', { type: 'application/pdf' }), 'not a picture'],
    [
      'a picture by its name alone',
      new File(['hello, I lie'], 'a.png', { type: 'image/png' }),
      'not a picture',
    ],
    ['empty', new File([], 'a.png', { type: 'image/png' }), 'not a picture'],
    [
      'too large',
      new File([png, new Uint8Array(512 * 1024)], 'a.png', { type: 'image/png' }),
      'larger than 512 kB',
    ],
  ])('that is %s is refused at once', async (_, file, sentence) => {
    const { user, setLogo } = open()
    await upload(user, file)
    await waitFor(() => expect(screen.getByRole('group', { name: 'Logo' })).toHaveTextContent(sentence))
    await user.type(await nameField(), 'Solo')
    await user.click(submit())
    await screen.findByRole('heading', { name: 'Solo is ready' })
    expect(setLogo).not.toHaveBeenCalled()
  })

  test('is sent after the organization exists', async () => {
    const { user, organizations, create, setLogo } = open()
    await upload(user, picture())
    await screen.findByRole('button', { name: 'Replace logo' })
    await user.type(await nameField(), 'Solo')
    await user.click(submit())
    await screen.findByRole('heading', { name: 'Solo is ready' })
    expect(create.mock.invocationCallOrder[0]!).toBeLessThan(setLogo.mock.invocationCallOrder[0]!)
    expect((await organizations())[0]?.imageUrl).toMatch(/^data:image\/png/)
  })

  test('that fails keeps the organization and can be tried again', async () => {
    const { adapter, user, create, organizations } = open()
    adapter.controls.fail('setOrganizationLogo', 'unreachable', { times: 1 })
    await upload(user, picture())
    await screen.findByRole('button', { name: 'Replace logo' })
    await user.type(await nameField(), 'Solo')
    await user.click(submit())
    await screen.findByRole('heading', { name: 'Solo has no logo yet' })
    expect(await screen.findByRole('alert')).toHaveTextContent('The server gave no answer.')
    const again = screen.getByRole('button', { name: 'Try the logo again' })
    expect(again).toHaveFocus()
    await user.dblClick(again)
    await screen.findByRole('heading', { name: 'Solo is ready' })
    expect(create).toHaveBeenCalledTimes(1)
    expect((await organizations())[0]?.imageUrl).not.toBeNull()
  })

  test('that fails can be left out', async () => {
    const onCreated = vi.fn<(organization: unknown) => void>()
    const { adapter, user, organizations } = open({ props: { onCreated } })
    adapter.controls.fail('setOrganizationLogo', 'internal')
    await upload(user, picture())
    await screen.findByRole('button', { name: 'Replace logo' })
    await user.type(await nameField(), 'Solo')
    await user.click(submit())
    expect(onCreated).not.toHaveBeenCalled()
    await user.click(await screen.findByRole('button', { name: 'Continue without logo' }))
    await screen.findByRole('heading', { name: 'Solo is ready' })
    expect(onCreated).toHaveBeenCalledTimes(1)
    expect(await organizations()).toMatchObject([{ imageUrl: null }])
  })

  test('that the server cannot read can be replaced by another', async () => {
    const { adapter, user, organizations } = open()
    adapter.controls.fail(
      'setOrganizationLogo',
      new OrgkitError({ code: 'image_unsupported', field: 'logo' }),
      { times: 1 },
    )
    await upload(user, picture())
    await screen.findByRole('button', { name: 'Replace logo' })
    await user.type(await nameField(), 'Solo')
    await user.click(submit())
    await screen.findByRole('heading', { name: 'Solo has no logo yet' })
    expect(screen.queryByRole('button', { name: 'Try the logo again' })).toBeNull()
    await userEvent.upload(document.querySelector<HTMLInputElement>('input[type="file"]')!, picture())
    await screen.findByRole('heading', { name: 'Solo is ready' })
    expect((await organizations())[0]?.imageUrl).not.toBeNull()
  })
})

describe('not allowed', () => {
  test('says that creating is forbidden, and whom to ask', async () => {
    open({ options: { settings: { userCreatedOrganizations: false, supportContact: 'help@acme.test' } } })
    await screen.findByRole('heading', { name: 'You cannot create organizations' })
    expect(screen.getByRole('link', { name: 'help@acme.test' })).toHaveAttribute(
      'href',
      'mailto:help@acme.test',
    )
    expect(screen.queryByLabelText('Name')).toBeNull()
  })

  test('says that the limit is reached, and whom to ask', async () => {
    const contact = 'https://acme.test/help'
    open({ options: { signedInAs: 'ada', settings: { creationLimit: 2, supportContact: contact } } })
    await screen.findByRole('heading', { name: 'You have reached your limit' })
    expect(screen.getByText(/One person can create 2 organizations/)).toBeVisible()
    expect(screen.getByRole('link')).toHaveAttribute('href', contact)
  })

  test('does not link a contact that could run something', async () => {
    const contact = 'javascript:alert(1)'
    open({ options: { settings: { userCreatedOrganizations: false, supportContact: contact } } })
    await screen.findByText(contact)
    expect(screen.queryByRole('link')).toBeNull()
  })

  test('still shows the last page of the last organization that may be made', async () => {
    const { user } = open({ options: { settings: { creationLimit: 1 } } })
    await user.type(await nameField(), 'Solo')
    await user.click(submit())
    await screen.findByRole('heading', { name: 'Solo is ready' })
  })
})

describe('going on', () => {
  test('works in the new organization and tells once', async () => {
    const onCreated = vi.fn<(organization: { name: string }) => void>()
    const onDone = vi.fn<(organization: { name: string }) => void>()
    const { user } = open({ props: { onCreated, onDone } })
    await user.type(await nameField(), 'Solo{Enter}')
    await screen.findByText('You are its administrator and now work in it.')
    expect(onCreated.mock.calls).toMatchObject([[{ name: 'Solo' }]])
    const go = screen.getByRole('button', { name: 'Open Solo' })
    expect(go).toHaveFocus()
    await user.keyboard('{Enter}')
    expect(onDone.mock.calls).toMatchObject([[{ name: 'Solo' }]])
  })

  test('goes to the given address at once', async () => {
    const navigate = vi.fn<(address: string) => void>()
    const { user } = open({ provider: { navigate }, props: { afterCreateOrganizationUrl: '/o/:slug' } })
    await user.type(await nameField(), 'Solo')
    await user.click(screen.getByRole('button', { name: 'Create organization' }))
    await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith('/o/solo'))
  })

  test('renders nothing while organizations are off, and nothing for the signed-out', async () => {
    const off = open({ options: { settings: { organizationsEnabled: false } } })
    await waitFor(() => expect(off.view.container).toBeEmptyDOMElement())
    const out = open({ options: { signedInAs: null } })
    await waitFor(() => expect(out.view.container).toBeEmptyDOMElement())
  })

  test('a page that did not load can be asked again', async () => {
    const adapterOptions = { latencyMs: 0 }
    const { adapter, user } = open({ options: adapterOptions })
    adapter.controls.fail('getSession', 'forbidden', { times: 1 })
    await user.click(await screen.findByRole('button', { name: 'Try again' }))
    await nameField()
  })
})
