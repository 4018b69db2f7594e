import { fillUrl, type Organization, type OrgkitError, type UrlTemplate } from '@orgkit/core'
import { useNavigate, useSetOrganizationLogo } from '@orgkit/react'
import { useContext, useState } from 'react'
import { useChosenLogo } from './create-organization-logo'
import type { CreateOrganizationStep } from './create-organization-parts'
import { HoldContext } from './session-task-gate-hold'

export interface CreatedOrganizationOptions {
  afterCreateOrganizationUrl?: UrlTemplate
  onCreated?: (organization: Organization) => void
  onDone?: (organization: Organization) => void
  onStepChange?: (step: CreateOrganizationStep) => void
}

/**
 * What follows once the organization exists: its logo, the last page, the way on. Nothing here can make a second one.
 */
export function useCreatedOrganization(options: CreatedOrganizationOptions) {
  const { afterCreateOrganizationUrl, onCreated, onDone, onStepChange } = options
  const hold = useContext(HoldContext)
  const navigate = useNavigate()
  const logo = useChosenLogo()
  const { setOrganizationLogo, isPending: isUploading } = useSetOrganizationLogo()
  const [organization, setOrganization] = useState<Organization | null>(null)
  const [step, setStep] = useState<CreateOrganizationStep>('details')
  const [logoError, setLogoError] = useState<OrgkitError | null>(null)

  function go(next: CreateOrganizationStep) {
    setStep(next)
    onStepChange?.(next)
  }

  function open(done: Organization) {
    try {
      if (afterCreateOrganizationUrl !== undefined) navigate(fillUrl(afterCreateOrganizationUrl, done))
    } finally {
      hold?.release()
      onDone?.(done)
    }
  }

  function finish(done: Organization) {
    setOrganization(done)
    go('done')
    reported(() => onCreated?.(done))
    if (afterCreateOrganizationUrl !== undefined) reported(() => open(done))
  }

  /** Never rejects. */
  async function upload(target: Organization, file: File | null) {
    if (!file) return finish(target)
    setLogoError(null)
    let updated: Organization
    try {
      updated = await setOrganizationLogo(target.id, file)
    } catch (error) {
      setLogoError(error as OrgkitError)
      return go('logo')
    }
    finish(updated)
  }

  return {
    step,
    organization,
    logo,
    logoError,
    isUploading,
    /** Whether there is anywhere to go on to. */
    canOpen: Boolean(onDone || hold || afterCreateOrganizationUrl !== undefined),
    start(created: Organization) {
      setOrganization(created)
      return upload(created, logo.file)
    },
    retryLogo: () => organization && upload(organization, logo.file),
    /** Another picture, after one that could not be used. */
    replaceLogo: async (file: File) => {
      if (organization && (await logo.choose(file))) await upload(organization, file)
    },
    finishWithoutLogo: () => organization && finish(organization),
    open: () => organization && open(organization),
  }
}

/** The app's own mistake is reported like one in an event handler: the organization is there all the same. */
function reported(action: () => void): void {
  try {
    action()
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
