import { Skeleton } from './skeleton'

/** A field on its way, in a field's own frame. */
export function SkeletonField() {
  return (
    <div className="orgkit-field">
      <Skeleton className="orgkit-skeleton-label" />
      <Skeleton className="orgkit-skeleton-input" />
    </div>
  )
}
