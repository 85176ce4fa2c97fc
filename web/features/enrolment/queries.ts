import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { getCatalogCourse, getCatalogFilters } from '../../../contracts/courses.ts';
import {
  getEnrolment,
  getMyCourse,
  listMyCourses,
  readMyLesson,
} from '../../../contracts/enrolment.ts';
import { api } from '../../api/client.ts';

/** All that changes when a learner enrols, goes on or completes something. */
export const MY_COURSES = ['my-courses'];

export const myCoursesQuery = infiniteQueryOptions({
  queryKey: [...MY_COURSES, 'list'],
  queryFn: ({ pageParam, signal }) =>
    api(listMyCourses, {
      query: { limit: 12, ...(pageParam ? { cursor: pageParam } : {}) },
      signal,
    }),
  initialPageParam: '',
  getNextPageParam: (page) => page.nextCursor,
});

export const catalogFiltersQuery = queryOptions({
  queryKey: ['catalog', 'filters'],
  queryFn: ({ signal }) => api(getCatalogFilters, { signal }),
  staleTime: 60_000,
});

export const catalogCourseQuery = (id: string) =>
  queryOptions({
    queryKey: ['catalog', 'course', id],
    queryFn: ({ signal }) => api(getCatalogCourse, { params: { id }, signal }),
  });

export const enrolmentQuery = (id: string) =>
  queryOptions({
    queryKey: [...MY_COURSES, 'enrolment', id],
    queryFn: ({ signal }) => api(getEnrolment, { params: { id }, signal }),
  });

export const myCourseQuery = (id: string) =>
  queryOptions({
    queryKey: [...MY_COURSES, 'course', id],
    queryFn: ({ signal }) => api(getMyCourse, { params: { id }, signal }),
  });

export const myLessonQuery = (id: string, lessonId: string) =>
  queryOptions({
    queryKey: [...MY_COURSES, 'lesson', id, lessonId],
    queryFn: ({ signal }) => api(readMyLesson, { params: { id, lessonId }, signal }),
    // Another device may have gone on meanwhile.
    staleTime: 0,
  });
