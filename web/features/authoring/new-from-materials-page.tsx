import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../../frame/use-address.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { ChooseMaterials } from './choose-materials.tsx';
import { ProposalEditor } from './proposal-editor.tsx';

/** Undefined where there are none, so that the address does not name them. */
function idsOf(raw: unknown): string[] | undefined {
  const ids = (Array.isArray(raw) ? raw : [raw]).filter((one) => typeof one === 'string');
  return ids.length > 0 ? ids : undefined;
}

/** From materials to a course: choose them, edit what is proposed, make the course. */
export function NewFromMaterialsPage() {
  const { t } = useTranslation('authoring');
  const [{ proposal, material }, setAddress] = useAddress((raw) => ({
    proposal: typeof raw.proposal === 'string' ? raw.proposal : undefined,
    material: idsOf(raw.material),
  }));
  if (proposal !== undefined)
    return (
      <ProposalEditor
        key={proposal}
        id={proposal}
        onAnew={(materialIds) =>
          setAddress({ proposal: undefined, material: materialIds }, { push: true })
        }
      />
    );
  return (
    <div className="grid grid-cols-1 gap-6">
      <PageHeader
        title={t('page.title')}
        back={
          <Link to="/courses" className="text-accent underline">
            {t('page.back')}
          </Link>
        }
      >
        {t('page.lead')}
      </PageHeader>
      <ChooseMaterials
        chosen={material ?? []}
        onChosen={(ids) => setAddress({ material: ids.length > 0 ? ids : undefined })}
        onProposed={(id) => setAddress({ proposal: id, material: undefined }, { push: true })}
      />
    </div>
  );
}
