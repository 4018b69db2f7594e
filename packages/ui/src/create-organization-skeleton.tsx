import { useDelayedLoading } from './delayed-loading'
import { statesMessages } from './messages/en/states'
import { useMessages } from './messages/language'
import { CreateOrganizationBody, CreateOrganizationFooter } from './create-organization-parts'
import { Skeleton } from './skeleton'
import { SkeletonField } from './skeleton-field'
import { VisuallyHidden } from './visually-hidden'

/** The form on its way, in the form's own frame. Empty for the first 150 ms, so that a quick answer flashes nothing. */
export function CreateOrganizationSkeleton() {
  const states = useMessages(statesMessages)
  const isShown = useDelayedLoading(true)
  return (
    <>
      <CreateOrganizationBody aria-busy="true" data-loading>
        <VisuallyHidden role="status">{isShown ? states.loading : ''}</VisuallyHidden>
        {isShown ? (
          <>
            <div className="orgkit-logo-input">
              <Skeleton className="orgkit-create-organization-skeleton-mark" />
              <Skeleton className="orgkit-create-organization-skeleton-button" />
            </div>
            <SkeletonField />
            <SkeletonField />
          </>
        ) : null}
      </CreateOrganizationBody>
      <CreateOrganizationFooter />
    </>
  )
}
