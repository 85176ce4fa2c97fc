import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  type CourseState,
  getArticle,
  getChanges,
  getCourse,
  getLesson,
  getLessonChange,
  getPath,
  listCourseLabels,
  listCourses,
  listCourseVersions,
  listDeletedParts,
} from '../../../contracts/courses.ts';
import { api } from '../../api/client.ts';

/** The ETag of a revision, as If-Match takes it. */
export const etagOf = (revision: number) => `"${revision}"`;

export const COURSES = ['author-courses'];

export type CourseFilter = {
  q?: string;
  state?: CourseState;
  mine?: 'true';
  deleted?: 'true';
};

export const coursesQuery = (filter: CourseFilter) =>
  infiniteQueryOptions({
    queryKey: [...COURSES, filter],
    queryFn: ({ pageParam, signal }) =>
      api(listCourses, {
        query: { limit: 24, ...filter, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });

export const courseKey = (id: string) => ['course', id, 'draft'];

export const courseQuery = (id: string) =>
  queryOptions({
    queryKey: courseKey(id),
    queryFn: ({ signal }) => api(getCourse, { params: { id }, signal }),
  });

export const lessonKey = (id: string) => ['lesson', id];

export const lessonQuery = (id: string) =>
  queryOptions({
    queryKey: lessonKey(id),
    queryFn: ({ signal }) => api(getLesson, { params: { id }, signal }),
  });

/** Read anew each time its editor opens, and never while somebody writes. */
export const articleQuery = (id: string) =>
  queryOptions({
    queryKey: ['lesson', id, 'article'],
    queryFn: ({ signal }) => api(getArticle, { params: { id }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

export const pathKey = (id: string) => ['lesson', id, 'items'];

export const pathQuery = (id: string) =>
  queryOptions({
    queryKey: pathKey(id),
    queryFn: ({ signal }) => api(getPath, { params: { id }, signal }),
  });

export const labelsQuery = queryOptions({
  queryKey: ['course-labels'],
  queryFn: ({ signal }) => api(listCourseLabels, { signal }),
  staleTime: 60_000,
});

export const deletedPartsQuery = (id: string) =>
  queryOptions({
    queryKey: ['course', id, 'deleted'],
    queryFn: ({ signal }) => api(listDeletedParts, { params: { id }, signal }),
    staleTime: 0,
  });

export const changesQuery = (id: string) =>
  queryOptions({
    queryKey: ['course', id, 'changes'],
    queryFn: ({ signal }) => api(getChanges, { params: { id }, signal }),
    staleTime: 0,
  });

export const lessonChangeQuery = (id: string, lessonId: string) =>
  queryOptions({
    queryKey: ['course', id, 'changes', lessonId],
    queryFn: ({ signal }) => api(getLessonChange, { params: { id, lessonId }, signal }),
    staleTime: 0,
  });

export const versionsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['course', id, 'versions'],
    queryFn: ({ pageParam, signal }) =>
      api(listCourseVersions, {
        params: { id },
        query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
