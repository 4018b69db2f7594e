import {
  checkOrganizationName,
  checkSlug,
  type ErrorCode,
  normalizeName,
  normalizeSlug,
  type Organization,
  type OrgkitError,
  proposeSlug,
} from '@orgkit/core'
import { type SessionState, useCreateOrganization, useSession, useSlugAvailability } from '@orgkit/react'
import { useContext, useEffect, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { useCreatedOrganization, type CreatedOrganizationOptions } from './create-organization-created'
import { useSendOnce } from './send-once'
import { HoldContext } from './session-task-gate-hold'

export interface CreateOrganizationFormOptions extends CreatedOrganizationOptions {
  defaultName?: string
}

interface Draft {
  name: string
  slug: string
}

const hasSlugs = ({ settings }: SessionState) => settings?.slugs ?? false

/**
 * What is typed, what stands against it, and the one write. Lives above the markup: a dialog that is closed and opened again
 * shows the same draft.
 */
export function useCreateOrganizationForm({ defaultName = '', ...options }: CreateOrganizationFormOptions) {
  const slugs = useSession(hasSlugs)
  const hold = useContext(HoldContext)
  const { createOrganization } = useCreateOrganization()
  const created = useCreatedOrganization(options)
  const [problem, setProblem] = useState<OrgkitError | null>(null)
  const [taken, setTaken] = useState<{ slug: string; suggestions: readonly string[] } | null>(null)
  const form = useForm<Draft>({ defaultValues: { name: defaultName, slug: proposeSlug(defaultName) } })
  const { control, formState, register, setValue } = form
  const [name, slug] = useWatch({ control, name: ['name', 'slug'] })
  const { errors, isSubmitting, isSubmitted } = formState
  const availability = useSlugAvailability(slugs && created.step === 'details' ? slug : '')
  // Until a person types an address of their own, it goes with the name; and again once they have emptied it.
  const [slugFollows, setSlugFollows] = useState(true)

  useEffect(() => () => hold?.release(), [hold])

  const isTaken = (wanted: string) =>
    wanted === taken?.slug || (availability.status === 'taken' && availability.slug === wanted)

  const nameField = register('name', {
    validate: (typed) => checkOrganizationName(normalizeName(typed))?.code ?? true,
    onChange: (event: { target: { value: string } }) => {
      if (slugFollows) {
        setValue('slug', proposeSlug(event.target.value), { shouldValidate: isSubmitted })
      }
      if (errors.name) void form.trigger('name')
    },
    // A field that was only passed through is not scolded.
    onBlur: (event: { target: { value: string } }) => {
      if (event.target.value !== '') void form.trigger('name')
    },
  })
  const slugField = slugs
    ? register('slug', {
        validate: (typed) => {
          const wanted = normalizeSlug(typed)
          return isTaken(wanted) ? 'slug_taken' : (checkSlug(wanted)?.code ?? true)
        },
        onChange: (event: { target: { value: string } }) => {
          setSlugFollows(event.target.value === '')
          if (errors.slug) void form.trigger('slug')
        },
        onBlur: (event: { target: { value: string } }) => {
          if (event.target.value !== '') void form.trigger('slug')
          else if (slugFollows) setValue('slug', proposeSlug(name), { shouldValidate: isSubmitted })
        },
      })
    : null

  function place(error: OrgkitError) {
    const { code, field, meta } = error
    if (field !== 'name' && !(field === 'slug' && slugs)) return setProblem(error)
    if (code === 'slug_taken') {
      const suggestions = Array.isArray(meta?.suggestions) ? (meta.suggestions as string[]) : []
      setTaken({ slug: normalizeSlug(form.getValues('slug')), suggestions })
    }
    form.setError(field, { type: 'server', message: code }, { shouldFocus: true })
  }

  async function create(draft: Draft) {
    const wish = { name: normalizeName(draft.name), ...(slugs && { slug: normalizeSlug(draft.slug) }) }
    setProblem(null)
    hold?.take()
    let organization: Organization
    try {
      organization = (await createOrganization(wish)).organization
    } catch (error) {
      hold?.release()
      return place(error as OrgkitError)
    }
    await created.start(organization)
  }

  const { submit } = useSendOnce(form.handleSubmit(create))

  return {
    ...created,
    nameField,
    /** `null`: this instance has no slugs. */
    slugField,
    name,
    slug,
    availability,
    /** Free ones beside a taken one. */
    suggestions: availability.status === 'taken' ? availability.suggestions : (taken?.suggestions ?? []),
    isTaken: slugs && slug !== '' && isTaken(normalizeSlug(slug)),
    nameError: errors.name?.message as ErrorCode | undefined,
    slugError: errors.slug?.message as ErrorCode | undefined,
    /** The name gives no address. */
    needsSlug: normalizeName(name) !== '' && proposeSlug(name) === '',
    problem,
    isBusy: isSubmitting,
    takeSuggestion(suggestion: string) {
      setSlugFollows(false)
      setValue('slug', suggestion, { shouldValidate: true })
      form.setFocus('slug')
    },
    submit,
  }
}

export type CreateOrganizationFormState = ReturnType<typeof useCreateOrganizationForm>
