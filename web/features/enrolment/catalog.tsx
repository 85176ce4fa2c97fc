import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CatalogCourse, CourseDifficulty, listCatalog } from '../../../contracts/courses.ts';
import { api } from '../../api/client.ts';
import { useAddress } from '../../frame/use-address.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { formatDuration } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useListNavigation } from '../../ui/use-list-navigation.ts';
import { CoursePicture } from './course-picture.tsx';
import { languageName } from './language-name.ts';
import { catalogFiltersQuery } from './queries.ts';

/** Lengths that people choose by, in minutes. */
const LENGTHS = {
  short: { maxMinutes: 60 },
  medium: { minMinutes: 60, maxMinutes: 300 },
  long: { minMinutes: 300 },
} as const;
type Length = keyof typeof LENGTHS;

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** Published courses, by words and filters that stay in the address. */
export function Catalog() {
  const { t } = useTranslation('enrolment');
  const navigate = useNavigate();
  const [filter, setAddress] = useAddress((raw) => ({
    q: text(raw.q) ?? (typeof raw.q === 'number' ? String(raw.q) : undefined),
    difficulty: CourseDifficulty.options.find((one) => one === raw.difficulty),
    category: text(raw.category),
    tag: text(raw.tag),
    language: text(raw.language),
    length: (Object.keys(LENGTHS) as Length[]).find((one) => one === raw.length),
  }));
  const [typed, setTyped] = useState(filter.q ?? '');
  const q = useDeferredValue(typed.trim());
  const { length, q: _typed, ...same } = filter;
  const found = useInfiniteQuery({
    queryKey: ['catalog', 'list', q, length, same],
    queryFn: ({ pageParam, signal }) =>
      api(listCatalog, {
        query: {
          limit: 24,
          ...same,
          ...(length ? LENGTHS[length] : {}),
          ...(q ? { q } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const { data: filters } = useQuery(catalogFiltersQuery);
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const { itemProps } = useListNavigation({
    items: rows,
    onOpen: ({ id }) => void navigate({ to: '/courses/$courseId', params: { courseId: id } }),
  });
  const filtered = q !== '' || Object.values(filter).some((value) => value !== undefined);
  return (
    <Section title={t('catalog.all')}>
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t('catalog.search')} className="min-w-56 flex-1">
          <TextInput
            type="search"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setAddress({ q: event.target.value || undefined });
            }}
          />
        </Field>
        <Choice
          label={t('catalog.difficulty')}
          value={filter.difficulty}
          onChange={(value) => setAddress({ difficulty: value as CourseDifficulty | undefined })}
          options={CourseDifficulty.options.map((one) => [one, t(`difficulty.${one}`)])}
        />
        <Choice
          label={t('catalog.length')}
          value={length}
          onChange={(value) => setAddress({ length: value as Length | undefined })}
          options={(Object.keys(LENGTHS) as Length[]).map((one) => [one, t(`length.${one}`)])}
        />
        {filters && filters.categories.length > 0 ? (
          <Choice
            label={t('catalog.category')}
            value={filter.category}
            onChange={(category) => setAddress({ category })}
            options={filters.categories.map(({ name }) => [name, name])}
          />
        ) : null}
        {filters && filters.tags.length > 0 ? (
          <Choice
            label={t('catalog.tag')}
            value={filter.tag}
            onChange={(tag) => setAddress({ tag })}
            options={filters.tags.map(({ name }) => [name, name])}
          />
        ) : null}
        {filters && filters.languages.length > 1 ? (
          <Choice
            label={t('catalog.language')}
            value={filter.language}
            onChange={(language) => setAddress({ language })}
            options={filters.languages.map(({ name }) => [name, languageName(name)])}
          />
        ) : null}
      </div>
      {found.error ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <Skeleton className="h-80" /> : null}
      {found.data && rows.length === 0 ? (
        <EmptyState title={filtered ? t('catalog.noMatch') : t('catalog.empty')}>
          {filtered ? t('catalog.noMatchText') : t('catalog.emptyText')}
        </EmptyState>
      ) : null}
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {rows.map((course, index) => (
          <CatalogCard key={course.id} course={course} itemProps={itemProps(index)} />
        ))}
      </ul>
      {found.hasNextPage ? (
        <Button
          className="justify-self-center"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t('more')}
        </Button>
      ) : null}
    </Section>
  );
}

function Choice({
  label,
  value,
  onChange,
  options,
}: {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  options: readonly (readonly [string, string])[];
}) {
  const { t } = useTranslation('enrolment');
  return (
    <Field label={label}>
      <Select value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)}>
        <option value="">{t('catalog.any')}</option>
        {options.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function CatalogCard({
  course,
  itemProps,
}: {
  course: CatalogCourse;
  itemProps: Record<string, unknown>;
}) {
  const { t } = useTranslation('enrolment');
  return (
    <li
      {...itemProps}
      className="relative grid content-between gap-4 rounded-panel border border-line bg-surface p-4 hover:border-line-strong"
    >
      <div className="grid gap-3">
        <CoursePicture url={course.thumbnailUrl} />
        <h3 className="font-semibold text-lg leading-snug">
          <Link
            to="/courses/$courseId"
            params={{ courseId: course.id }}
            dir="auto"
            className="outline-offset-4 after:absolute after:inset-0"
          >
            {course.title}
          </Link>
        </h3>
        {course.description ? (
          <p dir="auto" className="line-clamp-3 text-ink-soft text-sm">
            {course.description}
          </p>
        ) : null}
      </div>
      <div className="grid gap-2 text-ink-soft text-sm">
        <p>
          {t('catalog.lessons', { count: course.lessonCount })} ·{' '}
          {formatDuration(course.minutes * 60)} · {t(`difficulty.${course.difficulty}`)}
        </p>
        <p className="flex flex-wrap gap-1.5">
          {course.isFeatured ? <Badge tone="accent">{t('catalog.featured')}</Badge> : null}
          {course.freeLessonCount > 0 ? <Badge>{t('catalog.preview')}</Badge> : null}
          {course.hasCertificate ? <Badge>{t('catalog.certificate')}</Badge> : null}
        </p>
      </div>
    </li>
  );
}
